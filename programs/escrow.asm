; Escrow released on compliance.
;
; A payer puts money into the instance for a payee. Anyone may release it once the payee passes KYC, AML and sanctions
; screening in the instance's jurisdiction, with nothing expired. After the deadline anyone may send it back.
;
; Input, words of 32 bytes:
;   0, payee, deadline   open, paid with the amount; once
;   1                    release
;   2                    refund, from the deadline (seconds since 1970) on
; Storage: 0 state (1 open, 2 released, 3 refunded), 1 payer, 2 payee, 3 deadline, 4 amount.

.const STATE    0
.const PAYER    1
.const PAYEE    2
.const DEADLINE 3
.const AMOUNT   4

         PUSH0
         CALLDATALOAD
         DUP1
         NOT
         PUSH2 :open
         JUMPI
         DUP1
         PUSH1 1
         EQ
         PUSH2 :release
         JUMPI
         PUSH1 2
         EQ
         PUSH2 :refund
         JUMPI
         INVALID

open:    JUMPDEST
         PUSH1 STATE
         SLOAD
         NOT
         ASSERT                 ; only once
         CALLVALUE
         ASSERT                 ; something to hold
         PUSH1 1
         PUSH1 STATE
         SSTORE
         CALLER
         PUSH1 PAYER
         SSTORE
         PUSH1 32
         CALLDATALOAD
         PUSH1 PAYEE
         SSTORE
         PUSH1 64
         CALLDATALOAD
         PUSH1 DEADLINE
         SSTORE
         CALLVALUE
         PUSH1 AMOUNT
         SSTORE
         STOP

release: JUMPDEST
         PUSH1 STATE
         SLOAD
         PUSH1 1
         EQ
         ASSERT                 ; still open
         PUSH1 PAYEE
         SLOAD
         JURISDICTION
         PUSH1 domain.kyc
         COMPLIANCE_CHECK
         ASSERT
         PUSH1 PAYEE
         SLOAD
         JURISDICTION
         PUSH1 domain.aml
         COMPLIANCE_CHECK
         ASSERT
         PUSH1 PAYEE
         SLOAD
         JURISDICTION
         PUSH1 domain.sanctions
         COMPLIANCE_CHECK
         ASSERT
         PUSH1 2
         PUSH1 STATE
         SSTORE
         PUSH1 PAYEE
         SLOAD
         PUSH2 :pay
         JUMP

refund:  JUMPDEST
         PUSH1 STATE
         SLOAD
         PUSH1 1
         EQ
         ASSERT
         TIMESTAMP
         PUSH1 DEADLINE
         SLOAD
         GE
         ASSERT                 ; not before the deadline
         PUSH1 3
         PUSH1 STATE
         SSTORE
         PUSH1 PAYER
         SLOAD

pay:     JUMPDEST               ; who
         PUSH0
         PUSH0
         PUSH0
         PUSH0
         PUSH1 AMOUNT
         SLOAD
         DUP6                   ; who
         GAS
         CALL
         ASSERT                 ; or everything is undone
         STOP

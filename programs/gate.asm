; Sanctions-aware transfer gate.
;
; The instance keeps units of its asset in custody. Its owner may send them on, but only to a receiver who passes
; sanctions screening in the instance's jurisdiction and whom the asset's own transfer rules admit. A refusal reverts and
; returns why, so that a wallet can show it.
;
; Input, words of 32 bytes:
;   0               claim the gate; the first caller becomes its owner
;   1, to, amount   send; owner only
; Returns one word: 0 if sent. Reverts with the reasons of CAN_TRANSFER, plus 2^255 if sanctions screening fails.
; Storage: 0 owner.

.const OWNER 0

         PUSH0
         CALLDATALOAD
         DUP1
         NOT
         PUSH2 :claim
         JUMPI
         PUSH1 1
         EQ
         PUSH2 :send
         JUMPI
         INVALID

claim:   JUMPDEST
         PUSH1 OWNER
         SHAS
         NOT
         ASSERT
         CALLER
         PUSH1 OWNER
         SSTORE
         STOP

send:    JUMPDEST
         PUSH1 OWNER
         SLOAD
         CALLER
         EQ
         ASSERT
         PUSH1 32
         CALLDATALOAD           ; to
         JURISDICTION
         PUSH1 domain.sanctions
         COMPLIANCE_CHECK
         NOT
         PUSH1 255
         SHL                    ; 2^255 if screening fails
         ASSET_ID
         ADDRESS
         PUSH1 32
         CALLDATALOAD
         PUSH1 64
         CALLDATALOAD
         CAN_TRANSFER
         OR                     ; every reason
         DUP1
         PUSH2 :refuse
         JUMPI
         ASSET_ID
         PUSH1 32
         CALLDATALOAD
         PUSH1 64
         CALLDATALOAD
         UNITS_TRANSFER
         ASSERT
         PUSH1 64
         CALLDATALOAD
         PUSH0
         MSTORE
         PUSH1 32
         CALLDATALOAD           ; topic: to
         PUSH0
         PUSH1 32
         LOG1                   ; the amount
         PUSH0
         MSTORE                 ; the zero that is left
         PUSH1 32
         PUSH0
         RETURN

refuse:  JUMPDEST
         PUSH0
         MSTORE
         PUSH1 32
         PUSH0
         REVERT

; Dividend splitter.
;
; Whoever calls it first names the holders and their shares, for good. Then anyone may distribute what the instance
; holds: each holder gets balance * share / total, rounded down; remainders, and payments that fail, stay for next time.
;
; Input, words of 32 bytes:
;   0, holder, share, holder, share ...   set up, at most 16 holders, shares from 1 to 2^64 - 1
;   1                                     distribute
;   anything shorter than a word          just pays in
; Storage: 0 number of holders, 1 total of shares, 2 whether a distribution is under way, 16 + i holder, 32 + i share.

.const COUNT   0
.const TOTAL   1
.const RUNNING 2
.const HOLDERS 16
.const SHARES  32

         CALLDATASIZE
         PUSH1 32
         GE
         PUSH2 :chosen
         JUMPI
         STOP

chosen:  JUMPDEST
         PUSH0
         CALLDATALOAD
         DUP1
         NOT
         PUSH2 :setup
         JUMPI
         PUSH1 1
         EQ
         PUSH2 :share
         JUMPI
         INVALID

; ---- set up; stack: i, number
setup:   JUMPDEST
         POP
         PUSH1 COUNT
         SLOAD
         NOT
         ASSERT                 ; only once
         CALLDATASIZE
         PUSH1 32
         SUB
         DUP1
         PUSH1 64
         MOD
         NOT
         ASSERT                 ; whole pairs
         PUSH1 64
         DIV                    ; number
         DUP1
         PUSH1 16
         LE
         ASSERT
         DUP1
         ASSERT                 ; at least one
         DUP1
         PUSH1 COUNT
         SSTORE
         PUSH0                  ; number, i
next:    JUMPDEST
         DUP1
         PUSH1 64
         MUL
         PUSH1 32
         ADD
         DUP1
         CALLDATALOAD           ; number, i, offset, holder
         DUP3
         PUSH1 HOLDERS
         ADD
         SSTORE                 ; number, i, offset
         PUSH1 32
         ADD
         CALLDATALOAD           ; number, i, share
         DUP1
         ASSERT                 ; a share of something
         DUP1
         PUSH1 64
         SHR
         NOT
         ASSERT                 ; below 2^64
         DUP1
         DUP3
         PUSH1 SHARES
         ADD
         SSTORE                 ; number, i, share
         PUSH1 TOTAL
         SLOAD
         ADD
         PUSH1 TOTAL
         SSTORE                 ; number, i
         PUSH1 1
         ADD
         DUP2
         DUP2
         GT                     ; number > i
         PUSH2 :next
         JUMPI
         STOP

; ---- distribute; stack: balance, i
share:   JUMPDEST
         PUSH1 COUNT
         SLOAD
         ASSERT                 ; set up
         PUSH1 RUNNING
         SLOAD
         NOT
         ASSERT                 ; a holder must not start another one from within
         PUSH1 1
         PUSH1 RUNNING
         SSTORE
         SELFBALANCE
         PUSH0                  ; balance, i
each:    JUMPDEST
         PUSH0
         PUSH0
         PUSH0
         PUSH0                  ; no data either way
         DUPN 6                 ; balance
         DUPN 6                 ; i
         PUSH1 SHARES
         ADD
         SLOAD
         MUL
         PUSH1 TOTAL
         SLOAD
         DIV                    ; balance, i, 0, 0, 0, 0, amount
         DUPN 6                 ; i
         PUSH1 HOLDERS
         ADD
         SLOAD                  ; balance, i, 0, 0, 0, 0, amount, holder
         GAS
         PUSH1 32
         DIV                    ; no holder can spend the gas of the others
         CALL
         POP
         PUSH1 1
         ADD
         DUP1
         PUSH1 COUNT
         SLOAD
         LT                     ; i < number
         PUSH2 :each
         JUMPI
         PUSH0
         PUSH1 RUNNING
         SSTORE
         STOP

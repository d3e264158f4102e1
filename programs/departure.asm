; Departure gate.
;
; The controller of an asset, named by it with the permission "control". Asked by the chain when the asset is to move, it
; lets it go only to places that its owner has opened, and only while the asset passes sanctions screening there.
;
; Input, words of 32 bytes:
;   0                                     claim the gate; the first caller becomes its owner
;   1, place, open                        open a place, or close it with 0; owner only
;   "msez/permits-move/v1", place, path   the chain's question; nothing is written
; Answers the question with 1, or reverts with 1 where the place is not open, 2 where screening fails, or their sum.
; Storage: 0 owner; a place: 1 while it is open.

.const OWNER 0

         PUSH0
         CALLDATALOAD
         DUP1
         NOT
         PUSH2 :claim
         JUMPI
         DUP1
         PUSH1 1
         EQ
         PUSH2 :open
         JUMPI
         PUSH32 "msez/permits-move/v1"
         EQ
         PUSH2 :ask
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

open:    JUMPDEST
         PUSH1 OWNER
         SLOAD
         CALLER
         EQ
         ASSERT
         PUSH1 32
         CALLDATALOAD           ; place
         DUP1
         ASSERT                 ; 0 is the owner's key
         PUSH1 64
         CALLDATALOAD
         PUSH2 :let
         JUMPI
         SDELETE
         STOP
let:     JUMPDEST
         PUSH1 1
         SWAP1
         SSTORE
         STOP

ask:     JUMPDEST
         PUSH1 32
         CALLDATALOAD
         SHAS
         NOT                    ; 1 if not open
         ASSET_ID
         PUSH1 32
         CALLDATALOAD
         PUSH1 domain.sanctions
         COMPLIANCE_CHECK
         NOT
         PUSH1 1
         SHL                    ; 2 if screening fails
         OR
         DUP1
         PUSH2 :refuse
         JUMPI
         NOT                    ; 1
         PUSH0
         MSTORE
         PUSH1 32
         PUSH0
         RETURN

refuse:  JUMPDEST
         PUSH0
         MSTORE
         PUSH1 32
         PUSH0
         REVERT

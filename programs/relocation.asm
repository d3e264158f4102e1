; Relocation.
;
; The controller of an asset, named by it with the permission "control". Anyone may poke it with a place: once the asset
; passes sanctions screening there, it sets out for it, along the itinerary that its controllers have laid down. The chain
; refuses any other place, and a path whose evidence is not complete.
;
; Input, words of 32 bytes:
;   0, place                              set out; answers with the id of the migration
;   1                                     how that goes: 0 none, 1 in transit, 2 arrived, 3 settled, 4 compensated
;   "msez/permits-move/v1", place, path   the chain's question: 1 if screening passes at the place, else 0
; Storage: 0 the migration that was begun last.

.const MIGRATION 0
.const WHOLE     1
.const SECONDS   60             ; until it sets out, in this same call

         PUSH0
         CALLDATALOAD
         DUP1
         PUSH32 "msez/permits-move/v1"
         EQ
         PUSH2 :ask
         JUMPI
         PUSH2 :look
         JUMPI

         ASSET_ID
         PUSH1 32
         CALLDATALOAD
         PUSH1 domain.sanctions
         COMPLIANCE_CHECK
         ASSERT
         ASSET_ID
         JURISDICTION
         PUSH1 WHOLE
         PUSH1 SECONDS
         LOCK
         DUP1
         ASSERT                 ; somebody else has it
         PUSH1 32
         CALLDATALOAD
         TRANSIT_BEGIN
         DUP1
         ASSERT                 ; no itinerary to there, or not everything is met
         DUP1
         PUSH1 MIGRATION
         SSTORE

answer:  JUMPDEST
         PUSH0
         MSTORE
         PUSH1 32
         PUSH0
         RETURN

look:    JUMPDEST
         PUSH1 MIGRATION
         SLOAD
         MIGRATION_STATE
         PUSH2 :answer
         JUMP

ask:     JUMPDEST
         POP
         ASSET_ID
         PUSH1 32
         CALLDATALOAD
         PUSH1 domain.sanctions
         COMPLIANCE_CHECK
         PUSH2 :answer
         JUMP

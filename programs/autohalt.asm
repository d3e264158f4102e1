; Auto-halt on expiry.
;
; The controller of an asset. Anyone may poke it: if evidence in one of the watched domains has expired for the asset in
; its home jurisdiction, the asset is halted, with the domains in question as the reason. When all of them pass again,
; a poke resumes what this program has halted, and nothing else.
;
; Input: none. Returns one word: one bit for each domain whose evidence has expired (bit = code of the domain).
; Storage: 0 whether this program has halted the asset.

.const HALTED  0
.const WATCHED 0x000f           ; aml, kyc, sanctions, tax: codes 0 to 3

         PUSH0                  ; expired
         PUSH0                  ; expired, passing
         PUSH0                  ; expired, passing, domain
look:    JUMPDEST
         PUSH4 WATCHED
         DUP2
         SHR
         PUSH1 1
         AND
         NOT
         PUSH2 :skip
         JUMPI
         ASSET_ID
         JURISDICTION
         DUPN 3
         TENSOR_GET             ; expired, passing, domain, state, old
         DUPN 3
         SHL                    ; ..., state, bit
         DUPN 5
         OR                     ; expired, passing, domain, state, expired'
         SWAPN 4
         POP                    ; expired', passing, domain, state
         POP
         ASSET_ID
         JURISDICTION
         DUPN 3
         COMPLIANCE_CHECK       ; expired, passing, domain, ok
         DUP2
         SHL
         DUPN 3
         OR                     ; expired, passing, domain, passing'
         SWAPN 2
         POP                    ; expired, passing', domain
skip:    JUMPDEST
         PUSH1 1
         ADD
         DUP1
         PUSH1 32
         LT
         PUSH2 :look
         JUMPI
         POP                    ; expired, passing

         PUSH1 HALTED
         SLOAD
         PUSH2 :halted
         JUMPI
         DUP2
         NOT
         PUSH2 :done
         JUMPI
         ASSET_ID
         DUPN 3                 ; the reason
         ASSET_HALT
         NOT
         PUSH2 :done            ; halted by someone else, or not ours
         JUMPI
         PUSH1 1
         PUSH1 HALTED
         SSTORE
         PUSH2 :done
         JUMP

halted:  JUMPDEST
         DUP1
         PUSH4 WATCHED
         NE
         PUSH2 :done            ; not all of them pass yet
         JUMPI
         PUSH1 HALTED
         SDELETE
         POP
         ASSET_ID
         ASSET_RESUME
         POP

done:    JUMPDEST
         POP
         PUSH0
         MSTORE
         PUSH1 32
         PUSH0
         RETURN

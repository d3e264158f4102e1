; Delivery versus payment.
;
; A seller who has moved units of the instance's asset into it offers them to one buyer at a price. When the buyer pays,
; the units go to the buyer and the money to the seller in one step; if either leg is refused, neither happens. Until
; then the seller may withdraw.
;
; Input, words of 32 bytes:
;   0, buyer, units, price   offer; the caller is the seller
;   1                        settle, paid with exactly the price; buyer only
;   2                        withdraw; seller only
; Storage: 0 state (1 offered), 1 seller, 2 buyer, 3 units, 4 price.

.const STATE  0
.const SELLER 1
.const BUYER  2
.const UNITS  3
.const PRICE  4

         PUSH0
         CALLDATALOAD
         DUP1
         NOT
         PUSH2 :offer
         JUMPI
         PUSH1 STATE
         SLOAD
         ASSERT                 ; there is an offer
         DUP1
         PUSH1 1
         EQ
         PUSH2 :settle
         JUMPI
         PUSH1 2
         EQ
         PUSH2 :withdraw
         JUMPI
         INVALID

offer:   JUMPDEST
         PUSH1 STATE
         SLOAD
         NOT
         ASSERT                 ; one offer at a time
         CALLVALUE
         NOT
         ASSERT
         ASSET_ID
         ADDRESS
         UNITS_OF
         PUSH1 64
         CALLDATALOAD
         GE
         ASSERT                 ; the units are here
         PUSH1 1
         PUSH1 STATE
         SSTORE
         CALLER
         PUSH1 SELLER
         SSTORE
         PUSH1 32
         CALLDATALOAD
         PUSH1 BUYER
         SSTORE
         PUSH1 64
         CALLDATALOAD
         PUSH1 UNITS
         SSTORE
         PUSH1 96
         CALLDATALOAD
         PUSH1 PRICE
         SSTORE
         STOP

settle:  JUMPDEST
         PUSH1 BUYER
         SLOAD
         CALLER
         EQ
         ASSERT
         PUSH1 PRICE
         SLOAD
         CALLVALUE
         EQ
         ASSERT
         PUSH1 STATE
         SDELETE                ; before anything leaves
         POP
         ASSET_ID
         CALLER
         PUSH1 UNITS
         SLOAD
         UNITS_TRANSFER
         ASSERT                 ; delivery
         PUSH0
         PUSH0
         PUSH0
         PUSH0
         CALLVALUE
         PUSH1 SELLER
         SLOAD
         GAS
         CALL
         ASSERT                 ; payment
         STOP

withdraw: JUMPDEST
         PUSH1 SELLER
         SLOAD
         CALLER
         EQ
         ASSERT
         CALLVALUE
         NOT
         ASSERT
         PUSH1 STATE
         SDELETE
         POP
         ASSET_ID
         CALLER
         PUSH1 UNITS
         SLOAD
         UNITS_TRANSFER
         ASSERT
         STOP

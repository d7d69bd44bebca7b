// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Vm} from "forge-std/Test.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";

/// @notice What a root must have approved and deposited, to the last unit: to create a data set, FWSS asks; to add to it,
/// FilecoinPay does.
contract FwssBillingRefusedTest is BillingBase {
    Vm.Wallet internal poor;

    uint256 internal constant UNLIMITED = type(uint256).max;
    uint256 internal constant REQUIRED = 0.124e18;
    uint256 internal constant RATE = 277_777_777_777;

    function setUp() public override {
        super.setUp();
        poor = vm.createWallet("poor");
    }

    function refuseCreate(bytes memory expected) internal {
        bytes memory message = createMessage(poor, poor.addr, 7);
        vm.expectRevert(expected);
        submitCreate(message);
    }

    function refuseAdd(uint256 dataSetId, bytes memory expected) internal {
        bytes memory message = addMessage(poor, dataSetId, 1000, piece(RAW_GIB, 0));
        vm.expectRevert(expected);
        submitAdd(dataSetId, piece(RAW_GIB, 0), message);
    }

    function acceptAdd(uint256 dataSetId) internal {
        addAsPayer(poor, dataSetId, 1000, piece(RAW_GIB, 0));
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
    }

    /* CREATE: in the order in which it is asked */

    function noFunds(uint256 available) internal view returns (bytes memory) {
        return abi.encodeWithSelector(
            IFilecoinWarmStorageService.InsufficientLockupFunds.selector, poor.addr, REQUIRED, available
        );
    }

    function test_RevertGiven_NothingAtAll_OnCreate() public {
        refuseCreate(noFunds(0));
        fund(poor.addr, REQUIRED - 1);
        vm.prank(poor.addr);
        filecoinPay.setOperatorApproval(address(usdfc), address(fwss), false, 0, 0, 0);
        refuseCreate(noFunds(REQUIRED - 1));

        usdfc.mint(address(this), 1);
        usdfc.approve(address(filecoinPay), 1);
        filecoinPay.deposit(address(usdfc), poor.addr, 1);
        refuseCreate(
            abi.encodeWithSelector(IFilecoinWarmStorageService.OperatorNotApproved.selector, poor.addr, address(fwss))
        );

        approveOperator(poor.addr, RATE - 1, REQUIRED - 1, PERIOD - 1);
        refuseCreate(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientRateAllowance.selector,
                poor.addr,
                address(fwss),
                RATE - 1,
                0,
                RATE
            )
        );

        approveOperator(poor.addr, RATE, REQUIRED - 1, PERIOD - 1);
        refuseCreate(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupAllowance.selector,
                poor.addr,
                address(fwss),
                REQUIRED - 1,
                0,
                REQUIRED
            )
        );

        approveOperator(poor.addr, RATE, REQUIRED, PERIOD - 1);
        refuseCreate(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientMaxLockupPeriod.selector,
                poor.addr,
                address(fwss),
                PERIOD - 1,
                PERIOD
            )
        );

        approveOperator(poor.addr, RATE, REQUIRED, PERIOD);
        createAsPayer(poor, 7);
        assertAccount(poor.addr, REQUIRED, RESERVE, 0, START);
    }

    /// @dev What another data set uses counts.
    function test_RevertGiven_AllowancesInUse_OnCreate() public {
        fund(poor.addr, 10e18);
        createAndAdd(poor, poor.addr, 7, 1000, piece(RAW_GIB, 0));
        approveOperator(poor.addr, RATE_1_GIB + RATE - 1, UNLIMITED, PERIOD);
        bytes memory message = createMessage(poor, poor.addr, 8);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientRateAllowance.selector,
                poor.addr,
                address(fwss),
                RATE_1_GIB + RATE - 1,
                RATE_1_GIB,
                RATE
            )
        );
        submitCreate(message);
        uint256 usage = 0.0742e18 + LOCKUP_1_GIB;
        approveOperator(poor.addr, RATE_1_GIB + RATE, usage + REQUIRED - 1, PERIOD);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupAllowance.selector,
                poor.addr,
                address(fwss),
                usage + REQUIRED - 1,
                usage,
                REQUIRED
            )
        );
        submitCreate(message);
        approveOperator(poor.addr, RATE_1_GIB + RATE, usage + REQUIRED, PERIOD);
        submitCreate(message);
    }

    /// @dev It is the root who lacks funds, however rich the key is.
    function test_RevertGiven_RootWithoutFunds_SignedByARichSessionKey() public {
        approveOperator(poor.addr, UNLIMITED, UNLIMITED, PERIOD);
        grantAll(poor.addr, sessionKey.addr, block.timestamp);
        fund(sessionKey.addr, 100e18);
        bytes memory message = createMessage(sessionKey, poor.addr, 7);
        vm.expectRevert(noFunds(0));
        submitCreate(message);
    }

    /* ADD: FilecoinPay's own errors */

    function test_RevertGiven_RateAllowanceTooLow_OnAdd() public {
        fund(poor.addr, 10e18);
        uint256 dataSetId = createAsPayer(poor, 7);
        approveOperator(poor.addr, RATE_1_GIB - 1, UNLIMITED, PERIOD);
        refuseAdd(
            dataSetId,
            abi.encodeWithSelector(IFilecoinPay.OperatorRateAllowanceExceeded.selector, RATE_1_GIB - 1, RATE_1_GIB)
        );
        approveOperator(poor.addr, RATE_1_GIB, UNLIMITED, PERIOD);
        acceptAdd(dataSetId);
    }

    function test_RevertGiven_LockupAllowanceTooLow_OnAdd() public {
        fund(poor.addr, 10e18);
        uint256 dataSetId = createAsPayer(poor, 7);
        approveOperator(poor.addr, UNLIMITED, RESERVE + LOCKUP_1_GIB - 1, PERIOD);
        refuseAdd(
            dataSetId,
            abi.encodeWithSelector(
                IFilecoinPay.OperatorLockupAllowanceExceeded.selector,
                RESERVE + LOCKUP_1_GIB - 1,
                RESERVE + LOCKUP_1_GIB
            )
        );
        approveOperator(poor.addr, UNLIMITED, RESERVE + LOCKUP_1_GIB, PERIOD);
        acceptAdd(dataSetId);
    }

    function test_RevertGiven_FundsTooLow_OnAdd() public {
        fund(poor.addr, RESERVE + LOCKUP_1_GIB - 1);
        uint256 dataSetId = createAsPayer(poor, 7);
        refuseAdd(
            dataSetId,
            bytes(
                abi.encodeWithSignature(
                    "Error(string)", "invariant failure: insufficient funds to cover lockup after function execution"
                )
            )
        );
        fund(poor.addr, 1);
        acceptAdd(dataSetId);
        assertAccount(
            poor.addr, RESERVE - 0.0258e18 + LOCKUP_1_GIB, RESERVE - 0.0258e18 + LOCKUP_1_GIB, RATE_1_GIB, START
        );
    }

    /// @dev Half of it is affordable: then nothing happens at all, and the message can be sent again later.
    function test_RevertGiven_FundsTooLow_OnCreateAndAdd() public {
        fund(poor.addr, RESERVE + LOCKUP_1_GIB - 1);
        bytes memory createPart = createMessage(poor, poor.addr, 7);
        bytes memory addPart = addData(1000, 1, sign(poor, typedData(addHash(7, 1000, piece(RAW_GIB, 0)))));
        vm.prank(provider);
        vm.expectRevert("invariant failure: insufficient funds to cover lockup after function execution");
        pdpVerifier.addPieces{value: CLEANUP_DEPOSIT}(
            0, address(fwss), piece(RAW_GIB, 0), abi.encode(createPart, addPart)
        );
        assertEq(fwssView.getClientDataSetsLength(poor.addr), 0);
        assertEq(fwssView.clientNonces(poor.addr, 7), 0);
        assertAccount(poor.addr, RESERVE + LOCKUP_1_GIB - 1, 0, 0, START);
        assertUsage(poor.addr, 0, 0);

        fund(poor.addr, 1);
        createAndAdd(poor, poor.addr, 7, 1000, piece(RAW_GIB, 0));
    }

    /* REMOVE */

    /// @dev The call that would have to fill up the reserve is refused; those before it were not.
    function test_RevertGiven_ReserveCannotBeFilledUp_OnRemoval() public {
        fund(poor.addr, 10e18);
        uint256 dataSetId = createAndAdd(poor, poor.addr, 7, 1000, piece(1, 0));
        for (uint256 i = 1; i < 36; i++) {
            addAsPayer(poor, dataSetId, 1000 + i, piece(1, i));
        }
        // 0.0742 less 35 additions; 20 removals leave 0.0062 beside what is due.
        assertFees(dataSetId, 0, 0.0462e18);
        (,,,, uint256 usage,) = filecoinPay.operatorApprovals(address(usdfc), poor.addr, address(fwss));
        approveOperator(poor.addr, UNLIMITED, usage, PERIOD);
        for (uint256 i = 0; i < 20; i++) {
            removeAsPayer(poor, dataSetId, ids(i));
        }
        bytes memory message = abi.encode(sign(poor, typedData(this.hashRemovals(7, ids(20)))));
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinPay.OperatorLockupAllowanceExceeded.selector, usage, usage + 0.142e18 - 0.0462e18
            )
        );
        submitRemovals(dataSetId, ids(20), message);
    }
}

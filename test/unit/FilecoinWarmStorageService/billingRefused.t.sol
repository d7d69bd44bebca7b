// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Vm} from "forge-std/Test.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";

/// @notice What a root must have approved and deposited, to the last unit, to create a data set and to add to it.
contract FwssBillingRefusedTest is BillingBase {
    Vm.Wallet internal poor;

    uint256 internal constant UNLIMITED = type(uint256).max;

    /// @dev What the first GiB costs on top.
    uint256 internal constant RATE_RISE = 28_257_016_783;
    uint256 internal constant LOCKUP_RISE = 2_441_406_250_051_200;

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

    /* OPERATOR */

    function test_RevertGiven_NoApproval_OnCreate() public {
        fund(poor.addr, 10e18);
        vm.prank(poor.addr);
        filecoinPay.setOperatorApproval(address(usdfc), address(fwss), false, UNLIMITED, UNLIMITED, PERIOD);
        refuseCreate(
            abi.encodeWithSelector(IFilecoinWarmStorageService.OperatorNotApproved.selector, poor.addr, address(fwss))
        );
    }

    function test_RevertGiven_NoApproval_OnAdd() public {
        fund(poor.addr, 10e18);
        uint256 dataSetId = createAsPayer(poor, 7);
        vm.prank(poor.addr);
        filecoinPay.setOperatorApproval(address(usdfc), address(fwss), false, UNLIMITED, UNLIMITED, PERIOD);
        refuseAdd(
            dataSetId,
            abi.encodeWithSelector(IFilecoinWarmStorageService.OperatorNotApproved.selector, poor.addr, address(fwss))
        );
    }

    /* RATE ALLOWANCE */

    function test_RevertGiven_RateAllowanceTooLow_OnCreate() public {
        fund(poor.addr, 10e18);
        approveOperator(poor.addr, RATE_EMPTY - 1, UNLIMITED, PERIOD);
        refuseCreate(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientRateAllowance.selector,
                poor.addr,
                address(fwss),
                RATE_EMPTY - 1,
                0,
                RATE_EMPTY
            )
        );
        approveOperator(poor.addr, RATE_EMPTY, UNLIMITED, PERIOD);
        createAsPayer(poor, 7);
    }

    function test_RevertGiven_RateAllowanceTooLow_OnAdd() public {
        fund(poor.addr, 10e18);
        uint256 dataSetId = createAsPayer(poor, 7);
        approveOperator(poor.addr, RATE_1_GIB - 1, UNLIMITED, PERIOD);
        refuseAdd(
            dataSetId,
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientRateAllowance.selector,
                poor.addr,
                address(fwss),
                RATE_1_GIB - 1,
                RATE_EMPTY,
                RATE_RISE
            )
        );
        approveOperator(poor.addr, RATE_1_GIB, UNLIMITED, PERIOD);
        acceptAdd(dataSetId);
    }

    /* LOCKUP ALLOWANCE */

    function test_RevertGiven_LockupAllowanceTooLow_OnCreate() public {
        fund(poor.addr, 10e18);
        approveOperator(poor.addr, UNLIMITED, LOCKUP_EMPTY - 1, PERIOD);
        refuseCreate(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupAllowance.selector,
                poor.addr,
                address(fwss),
                LOCKUP_EMPTY - 1,
                0,
                LOCKUP_EMPTY
            )
        );
        approveOperator(poor.addr, UNLIMITED, LOCKUP_EMPTY, PERIOD);
        createAsPayer(poor, 7);
    }

    function test_RevertGiven_LockupAllowanceTooLow_OnAdd() public {
        fund(poor.addr, 10e18);
        uint256 dataSetId = createAsPayer(poor, 7);
        approveOperator(poor.addr, UNLIMITED, LOCKUP_1_GIB - 1, PERIOD);
        refuseAdd(
            dataSetId,
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupAllowance.selector,
                poor.addr,
                address(fwss),
                LOCKUP_1_GIB - 1,
                LOCKUP_EMPTY,
                LOCKUP_RISE
            )
        );
        approveOperator(poor.addr, UNLIMITED, LOCKUP_1_GIB, PERIOD);
        acceptAdd(dataSetId);
    }

    /* LOCKUP PERIOD */

    function test_RevertGiven_MaxLockupPeriodTooShort_OnCreate() public {
        fund(poor.addr, 10e18);
        approveOperator(poor.addr, UNLIMITED, UNLIMITED, PERIOD - 1);
        refuseCreate(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientMaxLockupPeriod.selector,
                poor.addr,
                address(fwss),
                PERIOD - 1,
                PERIOD
            )
        );
    }

    function test_RevertGiven_MaxLockupPeriodTooShort_OnAdd() public {
        fund(poor.addr, 10e18);
        uint256 dataSetId = createAsPayer(poor, 7);
        approveOperator(poor.addr, UNLIMITED, UNLIMITED, PERIOD - 1);
        refuseAdd(
            dataSetId,
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientMaxLockupPeriod.selector,
                poor.addr,
                address(fwss),
                PERIOD - 1,
                PERIOD
            )
        );
    }

    /* FUNDS */

    function test_RevertGiven_NoAccount() public {
        approveOperator(poor.addr, UNLIMITED, UNLIMITED, PERIOD);
        refuseCreate(insufficientFunds(LOCKUP_EMPTY, 0));
    }

    function test_RevertGiven_FundsTooLow_OnCreate() public {
        fund(poor.addr, LOCKUP_EMPTY - 1);
        refuseCreate(insufficientFunds(LOCKUP_EMPTY, LOCKUP_EMPTY - 1));
        fund(poor.addr, 1);
        createAsPayer(poor, 7);
        assertAccount(poor.addr, LOCKUP_EMPTY, LOCKUP_EMPTY, RATE_EMPTY, START);
    }

    function test_RevertGiven_FundsTooLow_OnAdd() public {
        fund(poor.addr, LOCKUP_1_GIB - 1);
        uint256 dataSetId = createAsPayer(poor, 7);
        refuseAdd(dataSetId, insufficientFunds(LOCKUP_RISE, LOCKUP_RISE - 1));
        fund(poor.addr, 1);
        acceptAdd(dataSetId);
        assertAccount(poor.addr, LOCKUP_1_GIB, LOCKUP_1_GIB, RATE_1_GIB, START);
    }

    /// @dev What streams is not free any more, though nobody has settled the account.
    function test_RevertGiven_FundsStreamedAway() public {
        fund(poor.addr, LOCKUP_1_GIB + 10 * RATE_EMPTY - 1);
        uint256 dataSetId = createAsPayer(poor, 7);
        pass(10);
        refuseAdd(dataSetId, insufficientFunds(LOCKUP_RISE, LOCKUP_RISE - 1));
        fund(poor.addr, 1);
        acceptAdd(dataSetId);
    }

    /// @dev Half of it is affordable: then nothing happens at all, and the message can be sent again later.
    function test_RevertGiven_FundsTooLow_OnCreateAndAdd() public {
        fund(poor.addr, LOCKUP_1_GIB - 1);
        bytes memory createPart = createMessage(poor, poor.addr, 7);
        bytes memory addPart = addData(1000, 1, sign(poor, typedData(addHash(7, 1000, piece(RAW_GIB, 0)))));
        vm.prank(provider);
        vm.expectRevert(insufficientFunds(LOCKUP_RISE, LOCKUP_RISE - 1));
        pdpVerifier.addPieces(0, address(fwss), piece(RAW_GIB, 0), abi.encode(createPart, addPart));
        assertEq(fwssView.getClientDataSetsLength(poor.addr), 0);
        assertEq(fwssView.clientNonces(poor.addr, 7), 0);
        assertAccount(poor.addr, LOCKUP_1_GIB - 1, 0, 0, START);
        assertUsage(poor.addr, 0, 0);

        fund(poor.addr, 1);
        createAndAdd(poor, poor.addr, 7, 1000, piece(RAW_GIB, 0));
        assertAccount(poor.addr, LOCKUP_1_GIB, LOCKUP_1_GIB, RATE_1_GIB, START);
    }

    /// @dev It is the root who lacks funds, however rich the key is.
    function test_RevertGiven_RootWithoutFunds_SignedByARichSessionKey() public {
        approveOperator(poor.addr, UNLIMITED, UNLIMITED, PERIOD);
        grantAll(poor.addr, sessionKey.addr, block.timestamp);
        fund(sessionKey.addr, 100e18);
        bytes memory message = createMessage(sessionKey, poor.addr, 7);
        vm.expectRevert(insufficientFunds(LOCKUP_EMPTY, 0));
        submitCreate(message);
    }

    /// @dev Neither: the rail of one data set locks funds that the next one cannot use.
    function test_RevertGiven_FundsLockedByAnotherDataSet() public {
        fund(poor.addr, 2 * LOCKUP_EMPTY - 1);
        createAsPayer(poor, 7);
        bytes memory message = createMessage(poor, poor.addr, 8);
        vm.expectRevert(insufficientFunds(LOCKUP_EMPTY, LOCKUP_EMPTY - 1));
        submitCreate(message);
    }

    function insufficientFunds(uint256 required, uint256 available) internal view returns (bytes memory) {
        return abi.encodeWithSelector(
            IFilecoinWarmStorageService.InsufficientLockupFunds.selector, poor.addr, required, available
        );
    }
}

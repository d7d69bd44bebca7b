// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Metadata} from "../libraries/MetadataStore.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";

/// @title FwssStorage
/// @notice All that the service stores, from slot 0 on. The service inherits it first, to use it; the view inherits it to know
/// where the service has everything, and stores nothing.
abstract contract FwssStorage {
    /// @dev Five slots. There is a data set when `payer` is not zero. Amounts are in base units of USDFC.
    struct DataSet {
        address payer;
        /// Inclusive: the last epoch that is paid; 0 while it is not terminated.
        uint48 endEpoch;
        uint48 providerId;
        address payee;
        uint96 railId;
        address serviceProvider;
        /// Where `_clientDataSets` lists it.
        uint96 position;
        uint256 clientDataSetId;
        /// Fees that are due and not paid yet.
        uint96 pending;
        /// What the rail holds for fees: its fixed lockup.
        uint96 reserve;
        /// Whether removals were scheduled since the last proving period began.
        bool removalsScheduled;
    }

    /// @dev One slot; epochs are block numbers. Period and window are those of the configuration at the activation, so that
    /// another configuration changes nothing about periods that are over.
    struct Proving {
        /// The epoch before the first proving period; 0 before that.
        uint48 activation;
        /// Inclusive: the last epoch of the current period; 0 without one.
        uint48 deadline;
        /// Epochs of a proving period.
        uint48 period;
        /// Epochs before a deadline in which its proof may come, too.
        uint48 window;
        /// Whether the current period is proven.
        bool proven;
    }

    /* CONFIGURATION: one slot */

    /// @dev Epochs of a proving period, for data sets that are activated from now on.
    uint48 internal _provingPeriod;
    uint48 internal _challengeWindow;
    address internal _viewContract;

    /* DATA SETS */

    mapping(uint256 dataSetId => DataSet) internal _dataSets;
    mapping(address payer => uint256[] dataSetIds) internal _clientDataSets;
    mapping(uint256 railId => uint256 dataSetId) internal _railToDataSet;

    mapping(uint256 dataSetId => Metadata) internal _metadata;
    mapping(uint256 dataSetId => mapping(uint256 pieceId => Metadata)) internal _pieceMetadata;

    /// @dev Pieces that go with the next proving period, and their metadata with them.
    mapping(uint256 dataSetId => uint256[] pieceIds) internal _leavingMetadata;

    /* PROOFS */

    mapping(uint256 dataSetId => Proving) internal _proving;
    mapping(uint256 dataSetId => LibBitmap.Bitmap periods) internal _provenPeriods;

    /* PROVIDERS */

    uint256[] internal _approvedProviders;
    mapping(uint256 providerId => bool) internal _isApproved;

    /* NONCES */

    /// @dev What `clientNonces` answers for data sets that were created. Apart from nonces of `AddPieces`, so that no message
    /// of one kind uses up another of another kind.
    mapping(address account => mapping(uint256 clientDataSetId => uint256 use)) internal _creations;

    /// @dev What `clientNonces` answers for pieces that were added.
    mapping(address signer => mapping(uint256 nonce => uint256 use)) internal _additions;

    /// @dev The schedules of removals that a data set has had.
    mapping(uint256 dataSetId => mapping(bytes32 digest => bool)) internal _removals;

    /// @dev What was made void before it was submitted, of messages without a nonce.
    mapping(address signer => mapping(bytes32 digest => bool)) internal _void;

    /* AUTHORIZERS */

    /// @dev Who decides in place of the service; zero where the service does.
    mapping(uint256 dataSetId => address) internal _authorizers;
}

// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IStorageService
/// @notice What all releases of the live service answer: the address of its views, and of a data set at least these six words.
interface IStorageService {
    struct DataSetHead {
        uint256 pdpRailId;
        uint256 cacheMissRailId;
        uint256 cdnRailId;
        address payer;
        address payee;
        address serviceProvider;
    }

    function viewContractAddress() external view returns (address);

    function getDataSet(uint256 dataSetId) external view returns (DataSetHead memory);
}

import { parseAbi } from 'viem'

/** What release 1.x of the Synapse SDK decodes, written down from what is live: not from this repository's contracts. */
export const viewAbi = parseAbi([
  'struct DataSetInfoView { uint256 pdpRailId; uint256 cacheMissRailId; uint256 cdnRailId; address payer; address payee; address serviceProvider; uint256 commissionBps; uint256 clientDataSetId; uint256 pdpEndEpoch; uint256 providerId; uint96 pendingOneTimePayments; uint96 lifecycleReserveBalance; uint256 dataSetId; }',
  'struct Rates { uint256 storagePerTibPerMonth; uint256 datasetFeePerMonth; uint256 cdnEgressPerTib; uint256 cacheMissEgressPerTib; }',
  'struct Fees { uint256 createDataSetFee; uint256 addPiecesBaseFee; uint256 addPiecesPerPieceFee; uint256 schedulePieceRemovalsFee; uint256 terminateFee; }',
  'struct Lockups { uint256 lifecycleReserveTarget; uint256 replenishThreshold; uint256 defaultLockupPeriod; uint256 cdnLockupAmount; uint256 cacheMissLockupAmount; uint256 cdnLockupPeriod; }',
  'struct PriceList { address token; Rates rates; Fees fees; Lockups lockups; }',
  'function service() view returns (address)',
  'function getDataSet(uint256 dataSetId) view returns (DataSetInfoView)',
  'function getClientDataSets(address client, uint256 offset, uint256 limit) view returns (DataSetInfoView[])',
  'function clientDataSets(address client, uint256 offset, uint256 limit) view returns (uint256[])',
  'function getClientDataSetsLength(address client) view returns (uint256)',
  'function clientNonces(address payer, uint256 nonce) view returns (uint256)',
  'function getAllDataSetMetadata(uint256 dataSetId) view returns (string[] keys, string[] values)',
  'function getAllPieceMetadata(uint256 dataSetId, uint256 pieceId) view returns (string[] keys, string[] values)',
  'function getApprovedProviders(uint256 offset, uint256 limit) view returns (uint256[])',
  'function getPDPConfig() view returns (uint64, uint256, uint256, uint256)',
  'function getPriceList() view returns (PriceList)',
  'function getDataSetStatus(uint256 dataSetId) view returns (uint8)',
  'function provingActivationEpoch(uint256 dataSetId) view returns (uint256)',
  'function provingDeadline(uint256 dataSetId) view returns (uint256)',
  'function provenThisPeriod(uint256 dataSetId) view returns (bool)',
  'function provenPeriods(uint256 dataSetId, uint256 periodId) view returns (bool)',
  'function nextPDPChallengeWindowStart(uint256 dataSetId) view returns (uint256)',
  'function railToDataSet(uint256 railId) view returns (uint256)',
])

export const fwssAbi = parseAbi([
  'function viewContractAddress() view returns (address)',
  'function terminateService(uint256 dataSetId)',
  'event PDPPaymentTerminated(uint256 indexed dataSetId, uint256 endEpoch, uint256 pdpRailId)',
  'event ServiceTerminated(address indexed approver, uint256 indexed dataSetId, uint256 pdpRailId, uint256 cacheMissRailId, uint256 cdnRailId)',
])

export const pdpAbi = parseAbi([
  'struct Cid { bytes data; }',
  'function getActivePieces(uint256 setId, uint256 offset, uint256 limit) view returns (Cid[], uint256[], bool)',
  'function getActivePiecesByCursor(uint256 setId, uint256 startPieceId, uint256 limit) view returns (Cid[], uint256[], bool)',
  'function findPieceIdsByCid(uint256 setId, Cid pieceCid, uint256 startPieceId, uint256 limit) view returns (uint256[])',
  'function getDataSetLeafCount(uint256 setId) view returns (uint256)',
  'function getScheduledRemovals(uint256 setId) view returns (uint256[])',
  'function dataSetLive(uint256 setId) view returns (bool)',
])

export const payAbi = parseAbi([
  'function accounts(address token, address owner) view returns (uint256 funds, uint256 lockupCurrent, uint256 lockupRate, uint256 lockupLastSettledAt)',
  'function operatorApprovals(address token, address client, address operator) view returns (bool isApproved, uint256 rateAllowance, uint256 lockupAllowance, uint256 rateUsage, uint256 lockupUsage, uint256 maxLockupPeriod)',
  'function settleRail(uint256 railId, uint256 untilEpoch)',
])

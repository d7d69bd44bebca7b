import { hashOf } from './abi.ts'

/** The permissions that have names, in the order of `FwssPermissions.all`. */
export const permissions = {
  CreateDataSet: hashOf(
    'CreateDataSet(uint256 clientDataSetId,address payee,MetadataEntry[] metadata)MetadataEntry(string key,string value)',
  ),
  AddPieces: hashOf(
    'AddPieces(uint256 clientDataSetId,uint256 nonce,Cid[] pieceData,PieceMetadata[] pieceMetadata)Cid(bytes data)MetadataEntry(string key,string value)PieceMetadata(uint256 pieceIndex,MetadataEntry[] metadata)',
  ),
  SchedulePieceRemovals: hashOf('SchedulePieceRemovals(uint256 clientDataSetId,uint256[] pieceIds)'),
  TerminateService: hashOf('TerminateService(uint256 dataSetId)'),
}

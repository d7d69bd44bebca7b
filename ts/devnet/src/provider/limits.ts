/** What a provider takes, so that nobody can fill its memory. All inclusive. */
export type Limits = {
  /** Bytes of a JSON body. */
  maxJsonSize: number
  /** Bytes of a piece. */
  maxPieceSize: number
  /** Pieces named in one request. */
  maxPieces: number
  /** Removals that wait for the next proving period of a data set. */
  maxQueuedRemovals: number
  /** Pieces that one request removes. */
  maxRemovals: number
  /** Uploads and pulls under way at once. */
  maxUploads: number
  /** Bytes of a piece. Less than a quad has no commitment of its own. */
  minPieceSize: number
  /** Milliseconds without a byte after which a connection is closed. */
  stallTimeout: number
  /** Milliseconds after which an upload that nobody goes on with is forgotten. */
  uploadTimeout: number
}

/** Piece sizes are those of the Synapse SDK: 1 GiB after spreading. */
export const defaultLimits: Limits = {
  maxJsonSize: 256 * 1024,
  maxPieceSize: 1_065_353_216,
  maxPieces: 64,
  maxQueuedRemovals: 200,
  maxRemovals: 35,
  maxUploads: 128,
  minPieceSize: 127,
  stallTimeout: 60_000,
  uploadTimeout: 300_000,
}

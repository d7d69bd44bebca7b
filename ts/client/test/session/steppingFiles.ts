import * as files from 'node:fs/promises'
import { step } from './step.ts'

// `node:fs/promises` in which each change is a step, for a process that is to be killed before one of them.
export const { mkdir, readdir, readFile, readlink, stat, utimes } = files

const stepping =
  <parameters extends unknown[], result>(action: (...parameters: parameters) => result) =>
  (...parameters: parameters): result => {
    step()
    return action(...parameters)
  }

export const link = stepping(files.link)
export const rename = stepping(files.rename)
export const rm = stepping(files.rm)
export const truncate = stepping(files.truncate)
export const writeFile = stepping(files.writeFile)

export const open: typeof files.open = async (path, flags, mode) => {
  const handle = await files.open(path, flags, mode)
  if (flags !== 'wx') return handle
  step()
  const { sync } = handle
  handle.sync = () => {
    step()
    return sync.call(handle)
  }
  return handle
}

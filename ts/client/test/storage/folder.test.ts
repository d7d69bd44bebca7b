import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dataFolder } from '../../src/storage/node/dataFolder.ts'
import { type Folder, openFolder } from '../../src/storage/node/folder.ts'
import { errorOf } from '../helpers.ts'
import type { Watch } from './watchedFiles.ts'

const files = vi.hoisted(() => ({ watch: (() => {}) as Watch }))
vi.mock('node:fs/promises', async (original) => {
  const { watchedFiles } = await import('./watchedFiles.ts')
  return watchedFiles(await original(), (...step) => files.watch(...step))
})

const { platform } = process
let path: string
let folder: Folder
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'foc-folder-'))
  folder = openFolder(path)
})
afterEach(() => {
  files.watch = () => {}
  Object.defineProperty(process, 'platform', { value: platform })
  rmSync(path, { force: true, recursive: true })
})

/** What is done to files, in short. */
function traced() {
  const steps: string[] = []
  files.watch = (operation, ...paths) => {
    const names = paths
      .filter((of) => of.startsWith(path))
      .map((of) => (of === path ? 'folder' : basename(of)))
    steps.push([operation, ...names.map((name) => name.replace(/^\.a\..*/, 'draft'))].join(' '))
  }
  return steps
}

const written = ['open draft', 'sync draft', 'close draft', 'rename draft a']
const flushed = ['open folder', 'sync folder', 'close folder']

test('behavior: what is written is on disk before it takes its place, and its place before it is over', async () => {
  const steps = traced()
  await folder.write('a', 'text')
  expect(steps).toEqual([...written, ...flushed])
})

test('behavior: so is what is removed', async () => {
  await folder.write('a', 'text')
  const steps = traced()
  await folder.remove('a')
  expect(steps).toEqual(['rm a', ...flushed])
})

test('behavior: Windows, which opens no folders, does that by itself', async () => {
  Object.defineProperty(process, 'platform', { value: 'win32' })
  const steps = traced()
  await folder.write('a', 'text')
  expect(steps).toEqual(written)
})

test('behavior: an item is written while its lock is held', async () => {
  await folder.lock('a', () => folder.write('a', 'text'))
  expect(await folder.read('a')).toMatchObject({ text: 'text' })
  expect(readdirSync(path).sort()).toEqual(['.locks', 'a'])
})

test('behavior: what is removed may not be there, nor the folder', async () => {
  const nowhere = join(path, 'nowhere')
  await openFolder(nowhere).remove('a')
  expect(await openFolder(nowhere).read('a')).toBe(undefined)
  expect(existsSync(nowhere)).toBe(false)
})

test('error: what keeps it from reading, writing or removing is passed on', async () => {
  mkdirSync(join(path, 'a'))
  expect(await errorOf(folder.read('a'))).toMatchObject({ code: 'EISDIR' })
  writeFileSync(join(path, 'file'), '')
  expect(await errorOf(openFolder(join(path, 'file')).write('a', 'text'))).toMatchObject({ code: 'EEXIST' })
  const error = Object.assign(new Error('no'), { code: 'EIO' })
  files.watch = (operation) => {
    if (operation === 'sync') throw error
  }
  expect(await errorOf(folder.remove('b'))).toBe(error)
})

test('error: a draft that is not on disk takes no place, and is closed', async () => {
  await folder.write('a', 'before')
  const steps = traced()
  const { watch } = files
  const error = Object.assign(new Error('full'), { code: 'ENOSPC' })
  files.watch = (...step) => {
    watch(...step)
    if (step[0] === 'sync') throw error
  }
  expect(await errorOf(folder.write('a', 'after'))).toBe(error)
  expect(steps).toEqual(['open draft', 'sync draft', 'close draft'])
  files.watch = () => {}
  expect(await folder.read('a')).toMatchObject({ text: 'before' })
})

test.each([
  ['linux', { HOME: '/home/me' }, '/home/me/.local/share'],
  ['linux', { HOME: '/home/me', XDG_DATA_HOME: '/data' }, '/data'],
  ['linux', { HOME: '/home/me', XDG_DATA_HOME: 'data' }, '/home/me/.local/share'],
  ['linux', {}, join(homedir(), '.local/share')],
  ['darwin', { HOME: '/home/me', XDG_DATA_HOME: '/data' }, '/home/me/Library/Application Support'],
  ['win32', { HOME: '/home/me', LOCALAPPDATA: '/local' }, '/local'],
  ['win32', { HOME: '/home/me' }, '/home/me/AppData/Local'],
])("default: %s keeps a user's data, where there is %o, in %s", (system, env, expected) => {
  Object.defineProperty(process, 'platform', { value: system })
  expect(dataFolder(env)).toBe(expected)
})

export { ExposedFileError, fileStorage } from './fileStorage.ts'
export { KeystorePasswordError, keystoreStorage } from './keystoreStorage.ts'

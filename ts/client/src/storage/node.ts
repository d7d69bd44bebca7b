export { ExposedFileError, fileStorage } from './fileStorage.ts'
export { decryptKeystore, encryptKeystore, KeystorePasswordError } from './keystore.ts'
export { keystoreStorage } from './keystoreStorage.ts'
export { dataFolder } from './node/dataFolder.ts'

// Prints what forge measured in test/gas.
import { tables } from './figures.ts'

console.log(tables().join('\n'))

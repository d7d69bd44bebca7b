#!/usr/bin/env node
import { runProgram } from './syntax/runProgram.ts'

process.exitCode = await runProgram(process.argv.slice(2), process)

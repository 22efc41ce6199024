import 'server-only'
import { SANDBOX_LIMITS } from './sandbox-limits'

const { maxLogCharacters, maxOutputCharacters } = SANDBOX_LIMITS

/** The file name under which QuickJS knows the user code, to find its lines in a stack trace. */
export const CODE_FILE = 'code.js'

/**
 * Runs inside QuickJS before the user code and keeps the built-ins that it needs, because the code may replace them.
 * Evaluates to a function of the host's `log`.
 */
export const BOOTSTRAP = `(function (log) {
  'use strict'
  const { parse, stringify } = JSON
  const { String, TypeError, RangeError, RegExp } = globalThis
  const apply = Reflect.apply, slice = String.prototype.slice, exec = RegExp.prototype.exec
  const cut = (text, length) => apply(slice, text, [0, length])
  const show = (value) => {
    if (typeof value === 'string') return value
    try {
      const text = typeof value === 'object' && value !== null ? stringify(value) : String(value)
      return typeof text === 'string' ? text : String(value)
    } catch (failure) { return '[cannot be shown]' }
  }
  const write = (...values) => {
    let line = ''
    for (let index = 0; index < values.length; index += 1) line += (index === 0 ? '' : ' ') + show(values[index])
    log(cut(line, ${maxLogCharacters}))
  }
  globalThis.console = { log: write, info: write, warn: write, error: write, debug: write }
  return {
    call: (code, inputText) => code(parse(inputText)),
    toText: (value) => {
      if (value === undefined) return 'null'
      if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('The code returned a ' + typeof value + '. Return text, numbers, lists or objects.')
      if (typeof value === 'bigint') throw new TypeError('The code returned a BigInt. Return Number(value) or String(value).')
      const text = stringify(value)
      if (typeof text !== 'string') throw new TypeError('The code returned a value that cannot be written as JSON.')
      if (text.length > ${maxOutputCharacters}) throw new RangeError('OUTPUT_TOO_LARGE')
      return text
    },
    describe: (failure) => {
      const read = (key) => {
        try { return typeof failure === 'object' && failure !== null ? failure[key] : undefined } catch (other) { return undefined }
      }
      const stack = read('stack')
      const found = typeof stack === 'string' ? apply(exec, /code\\.js:(\\d+)/, [cut(stack, 4000)]) : null
      const message = read('message')
      return {
        name: cut(show(read('name') ?? 'Error'), 100),
        message: cut(show(message === undefined ? failure : message), 2000),
        line: found ? +found[1] : 0,
      }
    },
  }
})`

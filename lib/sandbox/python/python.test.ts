import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { buildTestRunner } from '../build-test-runner'
import { failureOf } from '../start-test-sandbox'
import { createPythonSandbox, type PythonSandbox } from './create-python-sandbox'

let built: Awaited<ReturnType<typeof buildTestRunner>>
let python: PythonSandbox

vi.setConfig({ testTimeout: 120_000 })

beforeAll(async () => {
  built = await buildTestRunner()
  python = createPythonSandbox({ runnerPath: built.pythonRunnerPath })
})
afterAll(async () => {
  await python.close()
  built.remove()
})

const LIMIT_MS = 30_000
interface Options {
  input?: JsonObject
  timeoutMs?: number
  workspaceId?: string
}

function run(code: string, { input = {}, timeoutMs = LIMIT_MS, workspaceId = 'w' }: Options = {}) {
  const { signal } = new AbortController()
  return python.run({ code, input, timeoutMs, signal }, { workspaceId, appId: null })
}
const body = (...lines: string[]) => `def main():\n${lines.map((line) => `    ${line}`).join('\n')}`

test('calls main with inputs by name and captures its output', async () => {
  const code =
    'import re\ndef main(text, count):\n    print("got", text)\n    return {"words": re.findall(r"\\w+", text) * count}'
  expect(await run(code, { input: { text: 'Grüße, 世界', count: 2 } })).toEqual({
    output: { words: ['Grüße', '世界', 'Grüße', '世界'] },
    logs: ['got Grüße, 世界'],
  })
})

test.each([
  ['a mistake', body('x = 1', 'return x / 0'), 'ZeroDivisionError: division by zero (line 3)'],
  ['a syntax error', 'def main(:\n  pass', '(line 1)'],
  ['no main', 'x = 1', 'Define a function with the name main.'],
  ['an infinite number', body('return {"a": [1, float("nan")]}'), 'result.a[1] is nan'],
  ['a value of another type', body('return {"a": {1, 2}}'), 'result.a is of the type set'],
  ['a circle', body('a = []', 'a.append(a)', 'return a'), 'result[0] contains itself'],
  ['another package', body('import numpy'), "No module named 'numpy'"],
  ['an asynchronous function', 'async def main():\n  return 1', 'Remove the word async'],
])('explains %s', async (_, code, message) => {
  expect((await failureOf(run(code))).message).toContain(message)
})

test('ends code at its time limit, and the next call gets a new interpreter', async () => {
  expect((await failureOf(run(body('while True:', '    pass'), { timeoutMs: 500 }))).code).toBe('TIMEOUT')
  expect((await run(body('return 1'))).output).toBe(1)
})

test('limits the output and the memory', async () => {
  expect((await failureOf(run(body('return "x" * 2_000_000')))).code).toBe('LIMIT_EXCEEDED')
  const hungry = await failureOf(run(body('a = b"x" * 700_000_000', 'while True:', '    pass')))
  expect(hungry.code).toBe('LIMIT_EXCEEDED')
})

test('forgets globals, modules, files and changed built-ins after each call', async () => {
  const first = [
    'import builtins, json, os, sys, types',
    'global kept',
    'kept = 1',
    'builtins.len = lambda value: 99',
    'json.dumps = None',
    'sys.modules["mine"] = types.ModuleType("mine")',
    'os.environ["KEPT"] = "1"',
    'open("/tmp/kept", "w").write("x")',
    'return 1',
  ]
  await run(body(...first))
  const second = [
    'import os',
    'names = [name for name in ["kept"] if name in globals()]',
    'try:',
    '    import mine',
    '    names.append("mine")',
    'except ModuleNotFoundError:',
    '    pass',
    'return [names, len([1]), os.environ.get("KEPT"), os.path.exists("/tmp/kept")]',
  ]
  expect((await run(body(...second))).output).toEqual([[], 1, null, false])
})

test('gives each workspace an interpreter of its own', async () => {
  await run(body('import json', 'json.kept = "secret"', 'return 1'), { workspaceId: 'one' })
  const seen = await run(body('import json', 'return getattr(json, "kept", None)'), { workspaceId: 'two' })
  expect(seen.output).toBeNull()
})

/** Each is the body of main, and returns "escaped" if it reached JavaScript, the host, or a network. */
const ESCAPES: string[][] = [
  ['import js'],
  ['import pyodide_js'],
  ['import pyodide'],
  ['import pyodide.ffi'],
  ['import pyodide.http'],
  ['import pyodide.code'],
  ['from pyodide.ffi import to_js'],
  ['import _pyodide'],
  ['import _pyodide_core'],
  ['import micropip'],
  ['import ctypes'],
  ['import _ctypes'],
  ['import socket'],
  ['import _socket'],
  ['import ssl'],
  ['import select'],
  ['import subprocess'],
  ['import multiprocessing'],
  ['import webbrowser'],
  ['import smtplib'],
  ['import ftplib'],
  ['import xmlrpc.client'],
  ['import gc'],
  ['import urllib.request as r', 'r.urlopen("http://127.0.0.1:1/")'],
  ['import http.client as c', 'c.HTTPConnection("127.0.0.1", 1).request("GET", "/")'],
  ['import os', 'os.system("id")', 'raise OSError("a shell did not start")'],
  ['import os', 'os.fork()'],
  ['import os', 'os.execv("/bin/sh", ["sh"])'],
  ['import os', 'os.popen("id").read()', 'raise OSError("a shell did not start")'],
  ['open("/etc/passwd")'],
  ['open("/proc/self/environ")'],
  ['open("/work/main/package.json")'],
  [
    'import os',
    'if set(os.environ) & {"DATABASE_URL", "APP_MASTER_KEYS"}: return "escaped"',
    'raise KeyError("no keys")',
  ],
  ['import sys', 'sys.meta_path[:] = [f for f in sys.meta_path if "Guard" not in repr(f)]', 'import js'],
  ['import sys', 'sys.meta_path[:] = []', 'sys.modules.pop("js", None)', 'import js'],
  ['import sys', 'sys.meta_path[:] = [f for f in sys.meta_path if "Guard" not in repr(f)]', 'import pyodide_js'],
  ['import importlib', 'importlib.import_module("js")'],
  ['import importlib.util as u', 'u.module_from_spec(u.find_spec("pyodide_js"))'],
  ['__import__("pyodide_js")'],
  ['exec("import js")'],
  [
    'import sys',
    'at = sys._getframe()',
    'while at:',
    '    if "loadPyodide" in repr(at.f_globals) or "pyodide_js" in at.f_globals: return "escaped"',
    '    at = at.f_back',
    'raise LookupError("no frame leads out")',
  ],
  [
    'found = [c for c in object.__subclasses__() if c.__name__ == "JsProxy"]',
    'for c in found:',
    '    for o in c.__subclasses__():',
    '        o.constructor.constructor("return process")()',
    'raise LookupError("no object of JavaScript")',
  ],
  [
    'import sys, importlib.machinery as m',
    'core = m.BuiltinImporter.load_module("_pyodide_core")',
    'core.to_js([1]).constructor.constructor("return 1")()',
    'return "escaped"',
  ],
]

describe('nothing outside is reachable', () => {
  test.each(ESCAPES.map((lines): [string, string] => [lines.join('; '), body(...lines, 'return "escaped"')]))(
    '%s',
    async (_, code) => {
      expect((await failureOf(run(code))).code).toBe('SANDBOX_FAILED')
    },
  )

  test('the list has more than 40 attempts', () => expect(ESCAPES.length).toBeGreaterThan(40))
})

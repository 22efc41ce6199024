/** Modules of Python's standard library that work without a network, processes and a terminal. */
const STANDARD = new Set(
  `
    abc argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar
    cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib
    contextvars copy copyreg csv dataclasses datetime decimal difflib dis doctest email encodings enum
    errno faulthandler filecmp fileinput fnmatch fractions functools genericpath getopt getpass gettext
    glob graphlib gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json
    keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder netrc ntpath
    nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform
    plistlib posixpath pprint profile pstats py_compile pyclbr pydoc queue quopri random re reprlib
    rlcompleter runpy sched secrets selectors shelve shlex shutil signal site socketserver sqlite3
    sre_compile sre_constants sre_parse stat statistics string stringprep struct symtable sys sysconfig
    tabnanny tarfile tempfile textwrap threading time timeit token tokenize tomllib trace traceback
    tracemalloc types typing unicodedata unittest urllib uuid warnings wave weakref wsgiref xml zipapp
    zipfile zipimport zlib zoneinfo
  `
    .trim()
    .split(/\s+/),
)

const IMPORT = /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([^#\n]+))/

/** Imports of Python code that the standard library does not have, with their lines. Strings over several lines count as code. */
export function findPackages(code: string): { name: string; line: number }[] {
  return code.split('\n').flatMap((text, index) => {
    const [, from, list = ''] = IMPORT.exec(text) ?? []
    const names = from === undefined ? list.split(',') : [from]
    return names.flatMap((requirement) => {
      const name = /^[ \t]*(\w+)/.exec(requirement)?.[1]
      return name === undefined || STANDARD.has(name) || name === '__future__' ? [] : [{ name, line: index + 1 }]
    })
  })
}

import 'server-only'
import { SANDBOX_LIMITS } from '../sandbox-limits'

const { maxLogCharacters, maxLogLines, maxOutputCharacters } = SANDBOX_LIMITS

/**
 * Runs in the interpreter before any user code: removes the bridge to JavaScript and everything that needs a network, and
 * evaluates to a function of code and input, both texts, which returns the outcome as JSON.
 */
export const PYTHON_BOOTSTRAP = `
def _install():
    import builtins, json, math, os, posix, shutil, sys

    # Loaded now, because the finders that load them are removed below.
    import collections, csv, datetime, decimal, hashlib, html, itertools, random, re, statistics, traceback, uuid

    denied = {
        'js', 'pyodide_js', 'pyodide', '_pyodide', '_pyodide_core', 'micropip', 'ctypes', '_ctypes', 'socket', '_socket',
        'ssl', '_ssl', 'select', 'multiprocessing', '_multiprocessing', 'subprocess', '_posixsubprocess', 'webbrowser',
        'ftplib', 'imaplib', 'poplib', 'smtplib', 'telnetlib', 'xmlrpc', 'pty', 'gc', '_testcapi', '_testinternalcapi',
    }

    class Guard:
        @staticmethod
        def find_spec(name, path=None, target=None):
            if name.partition('.')[0] in denied:
                raise ModuleNotFoundError(f'The module {name} is not available here.', name=name)
            return None

    def no_process(*_, **__):
        raise OSError('Processes cannot be started here.')

    for name in ('system', 'fork', 'forkpty', 'execv', 'execve', 'posix_spawn', 'posix_spawnp', 'popen', 'kill', 'abort', '_exit'):
        for module in (os, posix):
            if hasattr(module, name):
                setattr(module, name, no_process)
    for name in list(sys.modules):
        if name.partition('.')[0] in denied:
            del sys.modules[name]
    foreign = ('JsFinder', 'RepodataPackagesFinder', 'UnvendoredStdlibFinder')
    sys.meta_path[:] = [Guard] + [finder for finder in sys.meta_path if type(finder).__name__ not in foreign]
    sys.path[:] = [entry for entry in sys.path if 'site-packages' not in entry]
    finders, paths = list(sys.meta_path), list(sys.path)
    modules, environment = dict(sys.modules), dict(os.environ)
    names = dict(builtins.__dict__)
    exec_, compile_, dumps, loads = exec, compile, json.dumps, json.loads
    standard = (sys.stdout, sys.stderr)

    class Log:
        def __init__(self):
            self.lines, self.rest = [], ''
        def write(self, text):
            self.rest += str(text)
            *full, self.rest = self.rest.split('\\n')
            for line in full:
                self.add(line)
            return len(text)
        def add(self, line):
            if len(self.lines) < ${maxLogLines}:
                self.lines.append(line[:${maxLogCharacters}])
            elif len(self.lines) == ${maxLogLines}:
                self.lines.append('Further lines were omitted.')
        def flush(self):
            pass
        def isatty(self):
            return False
        def close_line(self):
            if self.rest:
                self.add(self.rest)
                self.rest = ''

    def check(value, path, around):
        if value is None or isinstance(value, (bool, int, str)):
            return
        if isinstance(value, float):
            if not math.isfinite(value):
                raise ValueError(f'{path} is {value}, which JSON does not have.')
            return
        if not isinstance(value, (dict, list, tuple)):
            raise TypeError(f'{path} is of the type {type(value).__name__}. Return text, numbers, lists or dictionaries.')
        if id(value) in around:
            raise ValueError(f'{path} contains itself.')
        inner = around | {id(value)}
        if isinstance(value, dict):
            for key, item in value.items():
                if not isinstance(key, (str, int, float, bool)) and key is not None:
                    raise TypeError(f'{path} has a key of the type {type(key).__name__}.')
                check(item, f'{path}.{key}', inner)
        else:
            for index, item in enumerate(value):
                check(item, f'{path}[{index}]', inner)

    def describe(error, logs):
        line, at = 0, error.__traceback__
        while at is not None:
            if at.tb_frame.f_code.co_filename == 'code.py':
                line = at.tb_lineno
            at = at.tb_next
        if isinstance(error, SyntaxError) and error.filename == 'code.py':
            line = error.lineno or 0
        if isinstance(error, MemoryError):
            return {'type': 'limit', 'limit': 'memory', 'logs': logs}
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        return {'type': 'failed', 'name': type(error).__name__, 'message': message[:2000], 'line': line or None, 'logs': logs}

    def reset():
        sys.stdout, sys.stderr = standard
        for name in list(sys.modules):
            if name not in modules:
                del sys.modules[name]
        sys.modules.update(modules)
        sys.meta_path[:], sys.path[:] = finders, paths
        space = builtins.__dict__
        space.update(names)
        for name in [name for name in space if name not in names]:
            del space[name]
        os.environ.clear()
        os.environ.update(environment)
        for folder in ('/tmp', '/home/pyodide'):
            for entry in os.listdir(folder):
                at = os.path.join(folder, entry)
                shutil.rmtree(at, ignore_errors=True) if os.path.isdir(at) else os.unlink(at)
        os.chdir('/home/pyodide')

    def run(code, text):
        log = Log()
        sys.stdout = sys.stderr = log
        scope = {'__name__': '__main__', '__builtins__': dict(names)}
        try:
            exec_(compile_(code, 'code.py', 'exec'), scope)
            main = scope.get('main')
            if not callable(main):
                raise NameError('Define a function with the name main.')
            result = main(**loads(text))
            if hasattr(result, '__await__'):
                raise TypeError('main is asynchronous. Remove the word async.')
            check(result, 'result', frozenset())
            output = dumps(result, ensure_ascii=False, allow_nan=False)
            log.close_line()
            outcome = {'type': 'done', 'output': output, 'logs': log.lines}
            if len(output) > ${maxOutputCharacters}:
                outcome = {'type': 'limit', 'limit': 'size', 'logs': log.lines}
        except BaseException as error:
            log.close_line()
            outcome = describe(error, log.lines)
        finally:
            reset()
        return dumps(outcome)

    return run

_install()
`

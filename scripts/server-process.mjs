// How the production server is started, by `npm start` and by what measures it.

/**
 * Of Node itself. V8 lets its heap grow to about four times what lives before it collects all of it: 2,000 open streams
 * held 100 MB of 415 at their end. At 120 % more than what lives they stay below 700 MB with as few full collections as
 * may be, since each stops the tokens of all streams for a moment (docs/benchmarks.md).
 */
export const NODE_ARGS = ['--enable-source-maps', '--heap-growing-percent=120']

/** glibc keeps memory of its own for every thread, and we have many. */
export const SERVER_ENV = { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' }

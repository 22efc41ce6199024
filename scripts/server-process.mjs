// How the production server is started, by `npm start` and by what measures it.

/**
 * Of Node itself. V8 lets its heap grow to about four times what lives before it collects all of it: 2,000 open streams
 * held 100 MB of 415 at their end. At 40 % more than what lives a full collection comes every 1,200 requests instead of
 * every 3,000 or more and takes 15 ms of the main thread (docs/benchmarks.md).
 */
export const NODE_ARGS = ['--enable-source-maps', '--heap-growing-percent=40']

/** glibc keeps memory of its own for every thread, and we have many. */
export const SERVER_ENV = { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' }

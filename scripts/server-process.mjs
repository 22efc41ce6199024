// How the production server is started, by `npm start` and by what measures it.

/**
 * Of Node itself. V8 lets its heap grow to about four times what lives before it collects all of it: 2,000 open streams
 * held 100 MB of 415 at their end. At 80 % more than what lives they stay below 700 MB, and a long document, of which much
 * becomes old before it is let go, leaves less garbage; full collections come seldom still, since each stops the tokens of
 * all streams for a moment (docs/benchmarks/ingestion.md). New objects may lie in twice 32 MB instead of twice 64, which
 * one long document fills and V8 then keeps; server.ts takes this back for threads. With the embedded database, which
 * takes its own memory in the process and serves fewer, in half of that.
 * @param {{ DATABASE_URL?: string }} env of the server
 */
export function nodeArgs({ DATABASE_URL } = process.env) {
  const newObjectsMb = DATABASE_URL?.trim() ? 32 : 16
  return ['--enable-source-maps', '--heap-growing-percent=80', `--max-semi-space-size=${newObjectsMb}`]
}

/**
 * glibc keeps memory of its own for every thread, and we have many. What is larger than 128 KB, such as an uploaded file,
 * goes back to the system when it is freed: by itself glibc takes that limit up to 32 MB once a larger piece was freed.
 */
export const SERVER_ENV = {
  NODE_ENV: 'production',
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

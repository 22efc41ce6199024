// Starts the production server, by `npm start` and by benchmarks.

/**
 * Node options. V8 lets its heap grow to about four times its live objects before a full collection: 2,000 open streams
 * held 100 MB of 415 at their end. With a limit of 80 % more they stay below 700 MB, and a long document leaves less
 * garbage; full collections are still rare, because each pauses the tokens of all streams. New objects get twice 32 MB
 * instead of twice 64, which one long document fills and V8 then keeps; server.ts reverts this for threads. With the
 * embedded database, which uses memory of the same process and serves fewer requests, the limits are half.
 * @param {{ DATABASE_URL?: string }} env of the server
 */
export function nodeArgs({ DATABASE_URL } = process.env) {
  const newObjectsMb = DATABASE_URL?.trim() ? 32 : 16
  return ['--enable-source-maps', '--heap-growing-percent=80', `--max-semi-space-size=${newObjectsMb}`]
}

/**
 * glibc keeps a memory arena for every thread, and we have many. Blocks above 128 KB, such as an uploaded file, are
 * returned to the system when freed; by default glibc raises that threshold up to 32 MB once a larger block was freed.
 */
export const SERVER_ENV = {
  NODE_ENV: 'production',
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

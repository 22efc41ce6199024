// How the production server is started, by `npm start` and by what measures it.

/** Of Node itself. */
export const NODE_ARGS = ['--enable-source-maps']

/** glibc keeps memory of its own for every thread, and we have many. */
export const SERVER_ENV = { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' }

// What pages get for `zod` (next.config.js): the members we use. The package's own `z` holds all of it, with the messages
// of fifty languages, which is more than half of zod and cannot be shaken off.

import { config } from 'zod/v4/core'
import { en } from 'zod/v4/locales'

// The package does so itself where it is imported as a whole.
config(en())

export * as z from './zod-members'

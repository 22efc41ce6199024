// Replaces `zod` in pages (next.config.js): only the members in use. The package's own `z` includes
// all of it with the messages of fifty languages, more than half of zod, and cannot be tree-shaken.

import { config } from 'zod/v4/core'
import { en } from 'zod/v4/locales'

// The complete package sets its English messages on import, too.
config(en())

export * as z from './zod-members'

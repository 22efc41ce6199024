import 'server-only'
import { startServer } from '@/lib/api/start-server'
import { AppError } from '@/lib/core/app-error'
import { log } from '@/lib/platform/log'

try {
  await startServer({ wantsLogin: process.argv.includes('--login') })
} catch (error) {
  // A known failure is one plain sentence; anything else shows where it came from.
  if (AppError.isInstance(error)) process.stderr.write(`${error.message}\n`)
  else log().fatal({ cause: error }, 'Patchbay could not start')
  process.exit(1)
}

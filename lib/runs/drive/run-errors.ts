import 'server-only'
import { AppError } from '@/lib/core/app-error'

export const cancelled = () => new AppError('CANCELLED', 'The run was stopped.')

export const givenUp = (times: number) =>
  new AppError(
    'GAVE_UP',
    `The server stopped ${times} times at the same place of this run, so it was given up. Look at the step that was running, then retry.`,
  )

export const tooLong = () => new AppError('LIMIT_EXCEEDED', 'The run was paused and resumed too often. Start it again.')

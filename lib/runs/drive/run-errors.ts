import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

export const cancelled = () => new AppError('CANCELLED', problem('runs.stopped'))

export const resumedTooOften = (times: number) => new AppError('GAVE_UP', problem('engine.gaveUp', { times }))

export const tooManyResumes = () => new AppError('LIMIT_EXCEEDED', problem('engine.resumedTooOften'))

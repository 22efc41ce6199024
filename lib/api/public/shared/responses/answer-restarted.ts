import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/**
 * The reader has text of an attempt that is no longer part of the answer, on a stream that cannot
 * retract text. Reading from the beginning gives only the new attempt.
 */
export class AnswerRestarted extends AppError {
  constructor() {
    super('UNAVAILABLE', problem('publicApi.answerRestarted'))
  }
}

/** OpenAI's error format for streams, where clients do not look at a status. */
export const restartedError = (error: AnswerRestarted, requestId: string) => ({
  error: {
    message: `${error.message} (request ${requestId})`,
    type: 'server_error',
    param: null,
    code: 'answer_restarted',
  },
})

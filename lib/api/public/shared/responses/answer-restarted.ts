import 'server-only'
import { AppError } from '@/lib/core/app-error'

/**
 * The reader was sent text of an attempt that is no longer part of the answer, on a stream that cannot take text back.
 * Reading the answer from its beginning gives the new attempt alone.
 */
export class AnswerRestarted extends AppError {
  constructor() {
    super(
      'UNAVAILABLE',
      'The answer was interrupted and started again, so the text sent so far is not part of it. Read it again from the beginning.',
    )
  }
}

/** As OpenAI's clients read an error; they do not look at its status in a stream. */
export const restartedError = (error: AnswerRestarted, requestId: string) => ({
  error: {
    message: `${error.message} (request ${requestId})`,
    type: 'server_error',
    param: null,
    code: 'answer_restarted',
  },
})

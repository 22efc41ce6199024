import 'server-only'
import { answers, jsonBody, operation, PARAMETERS } from './parts'

const tags = ['End users']
const WHO = [{ ...PARAMETERS.EndUser, required: true }]
const MEMORY = { name: 'memoryId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }

/** What the app remembers about an end user. */
export function memoryPaths() {
  return {
    '/memory': {
      get: operation(
        ['getMemories', 'Get what the app remembers', 'Returns the decision of the end user and all facts about them.'],
        answers('Memories'),
        { parameters: WHO, tags },
      ),
      put: operation(
        ['setMemoryConsent', 'Set the consent of an end user', 'Withdrawing the consent deletes all facts.'],
        answers('Memories'),
        { parameters: WHO, requestBody: jsonBody('MemoryConsent'), tags },
      ),
      delete: operation(
        ['forgetEndUser', 'Forget an end user', 'Deletes all facts and the decision.'],
        answers('DeletedMemories', 'How many facts were deleted'),
        { parameters: WHO, tags },
      ),
    },
    '/memory/{memoryId}': {
      delete: operation(['deleteMemory', 'Delete a fact'], answers('DeletedMemories', 'How many facts were deleted'), {
        parameters: [MEMORY, ...WHO],
        tags,
      }),
    },
  }
}

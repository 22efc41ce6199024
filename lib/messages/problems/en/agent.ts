export const agent = {
  tooManyTools: 'An agent can use at most {max} tools.',
  tooManySteps: 'The agent did not reach an answer within {max} steps. Allow more steps, or give it an easier task.',
  toolsMisused: 'The model called its tools incorrectly twice in a row. {fault}',
} as const

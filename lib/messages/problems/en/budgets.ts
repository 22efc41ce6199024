export const budgets = {
  notChecked: 'The budgets cannot be checked right now. Try again in a moment.',
  changed: 'The budgets of this workspace have just changed. Try again.',
  reserved: 'The rest of the budget “{budget}” is reserved by calls in progress. Try again in a moment.',
  exceeded: 'The budget “{budget}” ({limit}) is used up. {renewal}',
  chooseKey: 'Choose an active API key.',
  chooseApp: 'Choose an app of this workspace.',
  priceUnknown:
    'The price of this model is unknown, and the budget “{budget}” rejects such models. Choose another model.',
  resetsOn: 'It resets on {date} at 00:00 UTC.',
  neverResets: 'It does not reset. Raise its limit to continue.',
  trainingTooExpensive: 'This training may cost {cost}, but only {left} of the budget “{budget}” is left. {renewal}',
  nothingLeft: 'Nothing is left of the budget “{budget}”. {renewal}',
} as const

export const session = {
  signInFirst: 'Sign in first.',
  noWorkspace: 'You are no longer a member of any workspace. Ask a workspace owner for a new invitation.',
  roleTooLow: 'Your role in this workspace does not allow this.',
  accountDeleted: 'This account no longer exists.',
  tokenExpired: 'This link or session has expired. Start again.',
  tokenInvalid: 'This link or session is not valid.',
  peopleOnly: 'Only a signed-in user can do this.',
  alreadySetUp: 'This Patchbay already has an owner. Sign in instead.',
  notSetUp: 'This Patchbay has not been set up yet. Use the setup link that "npm start" prints.',
  credentialsWrong: 'The email address or password is incorrect.',
  currentPasswordWrong: 'The current password is incorrect.',
  loginLinkInvalid: 'This link was used or has expired. Run "npm start -- --login" for a new one.',
} as const

export const people = {
  signInForInvitation: 'Sign in first, then open the link again.',
  invitationForOther: 'This invitation is for another email address.',
  addressUnconfirmed:
    'Your email address is not confirmed. Ask an owner to confirm it under Members, or to send you an open link.',
  invitationInvalid: 'This invitation was used or withdrawn, or has expired. Ask for a new link.',
  addressConfirmed: 'This address is confirmed. Remove the member instead.',
  addressInOtherWorkspaces:
    'This account belongs to other workspaces too. Their owners must remove it before its address can be released.',
  addressOfMember:
    'The member “{name}” uses this address, but no owner has confirmed it. Confirm or release the address first.',
  passwordWrong: 'Your password is incorrect.',
  alreadyOwner: 'You already own this workspace.',
  roleChanged: 'Your role in this workspace has just changed.',
  ownerRequired: 'A workspace needs an owner. Make someone else the owner first.',
  accountNotCreated: 'This account could not be created. If you already have one, sign in and open the link again.',
} as const

export const workspaces = {
  nameWrong: 'This is not the name of the workspace. Type its name to confirm.',
  onlyOne: 'This is the only workspace that you own. Create another one first.',
  deleted: 'The workspace was deleted.',
  missing: 'This workspace does not exist.',
} as const

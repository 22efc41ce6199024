export const keys = {
  wrongMasterKey:
    'This database was created with a different master key. Restore the correct master.key, or set APP_MASTER_KEYS.',
  masterKeyMissing: 'Stored secrets require the master key {key}, which is not among the configured keys.',
  secretUnreadable: 'A stored secret could not be read: it was changed, moved, or encrypted with another master key.',
  keyActive: '{key} is the active key. Run "npm run keys:rotate" first.',
  keyUnknown: 'There is no key {key}.',
  keyInUse:
    '{count, plural, one {# workspace still needs} other {# workspaces still need}} the key {key}. Run "npm run keys:rotate" once more, then remove it.',
  keyUnused: 'The key {key} is no longer needed. Remove it from APP_MASTER_KEYS yourself.',
  newKeyMissing:
    'Add a new key as the first one in APP_MASTER_KEYS (create it with: openssl rand -base64 32), restart all processes together, and run this again.',
} as const

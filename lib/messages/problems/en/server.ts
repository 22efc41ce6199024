export const server = {
  portTaken: 'Port {port} is in use. Stop the process that uses it, or choose another port: PORT=3001 npm start',
  portForbidden: 'This user may not listen on port {port}. Choose a port above 1023.',
  portNotShared: 'Processes cannot share a port on this system. Set WEB_CONCURRENCY=1.',
  cannotListen: 'The server cannot listen on {host}:{port} ({reason}). Check HOST.',
  pagesNotBuilt: 'The pages have not been built. Run "npm run build" first.',
  egressAllowInvalid:
    'EGRESS_ALLOW has an invalid entry: {entry}. Write scheme, host and port, such as http://ollama:11434 or 10.2.0.0/16:443.',
  appUrlMissing: 'APP_URL must be set to the address that users open, because HOST is {host}.',
  roleNeedsDatabase:
    'ROLE requires DATABASE_URL: the embedded database supports a single process, which does everything.',
  knowledgeFolderInvalid: "KNOWLEDGE_FOLDERS must not name a folder that contains Patchbay's data: {name}.",
  projectRootMissing: "Patchbay's own folder was not found: its package.json is missing.",
  commandUsage: 'Usage: npm run backup [FILE], npm run restore FILE, or npm run keys:rotate [-- --remove KEY]',
  dataFolderFull:
    'The disk of the data folder {folder} is full. Free at least {megabytes} MB, or set PATCHBAY_DATA_DIR to another disk.',
  dataFolderReadOnly: 'The data folder {folder} cannot be written. Make it writable, or set PATCHBAY_DATA_DIR.',
  settingsInvalid: '{issues}',
} as const

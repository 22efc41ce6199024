export const plugins = {
  connectionMissing: 'The connection of this step does not exist. Select one in the settings of the step.',
  connectionNeeded: 'This action needs a connection to {service}. Select one in the settings of the step.',
  hostFieldInvalid: 'The field “{name}” of the connection is not part of a host name. Correct it in the connection.',
  pathValueMissing: 'The field “{name}” is empty, but it is part of the address.',
  pathClimbs: 'A value in the address must not be one dot or two dots.',
  fieldsInvalid: 'The fields are not valid: {reason}',
  responseTooLarge: 'The response is larger than 25 MB.',
  fieldUnknown: 'The field “{name}” does not exist.',
  fieldMissing: '“{label}” is missing.',
  fieldInvalid: '“{label}”: {reason}',
  webPage: '{service} returned a web page instead of JSON.',
  jsonTooDeep: '{service} returned JSON that is nested too deeply or has too many values.',
  jsonInvalid: '{service} returned invalid JSON.',
  unexpectedShape: '{service} returned a response without the expected field “{field}”.',
  pageRepeated: '{service} returned the same page twice.',
  unauthorized: '{service} rejected the credentials of the connection. Reconnect it.',
  forbidden: '{service} does not allow this with the selected connection.',
  notFound: '{service} found nothing with these values.',
  rateLimited: '{service} limits the number of requests. Try again later.',
  failed: '{service} reported a failure without a reason.',
  failedStatus: '{service} responded with status {status}.',
  failedReason: '{service} responded: {reason}',
  outcomeUnknown: '{service} may have received this request. Check there, then retry the step.',
  actionMissing:
    'The action “{action}” does not exist in this Patchbay. Select another one in the settings of the step.',
  actionNewer: 'The action “{action}” was set up in a newer Patchbay. Update Patchbay.',
  effectDiffers:
    'The action “{action}” changes something, but the app says that it only reads. Select the action again.',
  sqlEmpty: 'The statement is empty.',
  sqlSeveral: 'The action runs one statement. Remove the semicolon and what follows it.',
  sqlQuotedValue:
    'A reference in the statement is inside quotes or a comment. It becomes a parameter, so remove the quotes around it.',
  sqlNotReading:
    'This action only reads, so its statement must start with SELECT, WITH, VALUES, TABLE, SHOW, EXPLAIN or DESCRIBE and write no file.',
  sqlReadOnly: 'The statement changes data, but this action only reads. Use the action “Run a statement”.',
  sqlTimeout:
    '{service} did not finish the statement within the time limit, and it was cancelled. Make it faster, or raise the limit.',
  operatorInserted:
    'A reference in “{label}” inserts the operator {operator}. Write operators in the field itself, and reference only the values.',
  mongoOperator:
    'The operator {operator} is not allowed: it runs code in the database or writes a collection. Write it without.',
  mongoFilterMissing: 'The filter is empty, so the update would change any document. Name at least one field.',
  mongoPartlyInserted:
    '{service} inserted {count} documents and rejected the next one: {reason} Remove the inserted ones from the list, then retry the step.',
  redisNotReading:
    '{command} is not one of the Redis commands that only read. Select another one, or use the action “Run a writing command”.',
  redisUnknown:
    '{command} is not one of the Redis commands that apps may send: it would affect more than single keys, or it does not exist.',
  redisLimit: 'A number in the arguments of {command} is too large for one command. Use a smaller one.',
  resultTooLarge: '{service} returned more than 2 MB. Read less at once.',
  databaseMissing: 'The connection names no database. Edit it.',
  tableUnknown: 'The table “{table}” does not exist, or the user of the connection may not see it.',
  columnUnknown: 'The table “{table}” has no column “{column}”.',
  updateIncomplete: 'To update rows of “{table}”, give at least one new value and one column to match.',
  portInvalid: 'The port of the connection must be a number from 1 to 65535.',
  folderMissing: '{service} has no folder “{folder}”. List the folders to see their names.',
  mailMissing: 'There is no message {id} in this folder.',
  mailTooLarge: 'Message {id} has more than {maxMb} MB.',
  statusUnreachable: 'The status “{status}” cannot be reached from here. Possible now: {choices}.',
  notFeed: 'This address is no RSS or Atom feed. Copy the address of the feed from the website.',
  teamUnknown: 'There is no team “{team}”. Check its key.',
} as const

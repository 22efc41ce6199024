export const oauth = {
  notForm: 'Send a form with "content-type: application/x-www-form-urlencoded".',
  parameterTwice: 'A parameter was sent more than once.',
  clientUnknown:
    'This client is not registered here, or it requests a redirect address that it did not register. Remove the connection in the client and create it again.',
  resourceForeign: 'The client requests access to an address that does not belong to this server.',
} as const

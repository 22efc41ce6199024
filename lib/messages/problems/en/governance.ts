export const governance = {
  tooManyAddresses: 'There are already {max} allowed addresses. Remove some first.',
  operatorOnly: 'This Patchbay serves other computers too. Only the operator can allow addresses, with EGRESS_ALLOW.',
  addressInvalid: 'Enter an address of this computer with its port, such as 127.0.0.1:9200.',
  portReserved: 'Port {port} belongs to Patchbay itself or its database.',
} as const

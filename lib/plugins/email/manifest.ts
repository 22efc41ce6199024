import { definePlugin } from '../manifest-types'

const HOST = '[A-Za-z0-9](?:[A-Za-z0-9.\\-]{0,251}[A-Za-z0-9])?'

export const manifest = definePlugin({
  id: 'email',
  label: 'Email',
  description: 'Sends, searches, reads and moves emails on any SMTP and IMAP server.',
  categories: ['email'],
  synonyms: ['mail', 'email', 'smtp', 'imap', 'inbox', '邮件', '邮箱', '电子邮件'],
  logo: 'bootstrap-icons:envelope-fill',
  docsUrl: 'https://www.rfc-editor.org/rfc/rfc9051',
  protocol: 'email',
  baseUrl: '{imapHost}',
  hosts: ['{imapHost}', '{smtpHost}'],
  connections: [
    {
      id: 'login',
      label: 'Login',
      kind: 'custom',
      help: 'Many providers want an app password instead of the password of the account.',
      fields: [
        { name: 'user', label: 'User', placeholder: 'ada@example.com' },
        { name: 'password', label: 'Password', secret: true },
        { name: 'address', label: 'Sender', help: 'Only if it differs from the user.', optional: true },
        { name: 'imapHost', label: 'IMAP host', placeholder: 'imap.example.com', pattern: HOST },
        { name: 'imapPort', label: 'IMAP port', placeholder: '993', pattern: '[0-9]{1,5}', optional: true },
        { name: 'smtpHost', label: 'SMTP host', placeholder: 'smtp.example.com', pattern: HOST },
        { name: 'smtpPort', label: 'SMTP port', placeholder: '465', pattern: '[0-9]{1,5}', optional: true },
        {
          name: 'ca',
          label: 'CA certificate (PEM)',
          help: 'Only for a server whose certificate no public authority has signed.',
          format: 'json',
          optional: true,
        },
      ],
      placements: [],
    },
  ],
})

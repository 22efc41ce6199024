import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, textField } from '../../shared/fields'
import { graphErrors, graphFailure, graphPages } from '../../shared/microsoft-connections'
import { mailScopes, outlookKinds } from '../outlook-fields'

export default defineAction({
  id: 'search-mails',
  version: 1,
  label: 'Search emails',
  description: 'Finds emails by text, newest first.',
  synonyms: ['find', 'list', 'inbox', '搜索', '查找', '邮件'],
  connections: outlookKinds,
  scopes: mailScopes,
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query', placeholder: 'from:ada subject:invoice' }, { max: 500 }),
    limit: limitField(20),
  }),
  output: z.strictObject({ mails: listOutput('Emails') }),
  request: {
    method: 'GET',
    path: '/v1.0/me/messages',
    query: {
      $search: '"{{query}}"',
      $select: 'id,subject,from,receivedDateTime,bodyPreview,isRead,webLink',
    },
  },
  failure: graphFailure,
  errors: graphErrors,
  paginate: {
    ...graphPages,
    as: 'mails',
    size: { parameter: '$top', max: 100 },
    each: {
      id: '/id',
      subject: '/subject',
      from: '/from/emailAddress/address',
      date: '/receivedDateTime',
      excerpt: '/bodyPreview',
      isRead: '/isRead',
      url: '/webLink',
    },
  },
})

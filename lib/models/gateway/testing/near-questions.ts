type Pair = readonly [string, string]

/**
 * Hand-written questions that look alike but need different answers, by what they differ in. `tune`
 * was used while writing the rule; `held` was written afterwards and never tuned for.
 */
export const TUNE_NEAR: Readonly<Record<string, readonly Pair[]>> = {
  name: [
    ['What is the balance of the account of Anna?', 'What is the balance of the account of Berta?'],
    ['What is the capital of Austria?', 'What is the capital of Australia?'],
    ['what is the salary of anna miller?', 'what is the salary of anna meyer?'],
    ['How do I connect Slack?', 'How do I connect Teams?'],
    ['Does Anna owe money to Berta?', 'Does Berta owe money to Anna?'],
    ['Which flights are there from Paris to Berlin?', 'Which flights are there from Berlin to Paris?'],
    ['Is May a good month for a visit?', 'Is June a good month for a visit?'],
    ['Can I return the headphones?', 'Can I return the keyboard?'],
  ],
  number: [
    ['What is the balance of account 4711?', 'What is the balance of account 4712?'],
    ['Can I bring two guests to the party?', 'Can I bring three guests to the party?'],
    ['How do I install version 2.1 of it?', 'How do I install version 2.10 of it?'],
    ['What does the plan cost per month?', 'What does the plan cost per year?'],
    ['What is in the first chapter?', 'What is in the second chapter?'],
    ['Is a payment of $100 allowed?', 'Is a payment of $1000 allowed?'],
  ],
  negation: [
    ['Which countries do you deliver to?', 'Which countries do you not deliver to?'],
    ['Can I cancel with a fee?', 'Can I cancel without a fee?'],
    ['Why does the app start?', "Why doesn't the app start?"],
    ['Is it possible to export the data?', 'Is it impossible to export the data?'],
    ['Who is allowed to see my data?', 'Who is never allowed to see my data?'],
    ['What do I pay if I have a contract?', 'What do I pay if I have no contract?'],
  ],
  opposite: [
    ['How do I turn the alarm on?', 'How do I turn the alarm off?'],
    ['How do I enable two-factor sign-in?', 'How do I disable two-factor sign-in?'],
    ['What happens before the payment?', 'What happens after the payment?'],
    ['What is the minimum order?', 'What is the maximum order?'],
    ['How do I upload a file?', 'How do I download a file?'],
    ['When was the company founded?', 'Where was the company founded?'],
  ],
}

export const HELD_NEAR: Readonly<Record<string, readonly Pair[]>> = {
  name: [
    ['Who manages the office in Lyon?', 'Who manages the office in Lille?'],
    ['is the concert of coldplay sold out?', 'is the concert of radiohead sold out?'],
    ['What did Dr. Weber prescribe?', 'What did Dr. Huber prescribe?'],
    ['Show me the invoices of Acme.', 'Show me the invoices of Apex.'],
    ['How do I write a loop in Python?', 'How do I write a loop in Ruby?'],
    ['Did Carla report to Dora last year?', 'Did Dora report to Carla last year?'],
    ['Is aspirin safe for children?', 'Is ibuprofen safe for children?'],
    ['What is the time in London now?', 'What is the time in Lisbon now?'],
  ],
  number: [
    ['What changed in release 7?', 'What changed in release 8?'],
    ['How many calories are in four eggs?', 'How many calories are in five eggs?'],
    ['What is the rent of flat B12?', 'What is the rent of flat B21?'],
    ['Is a dose of 5 mg safe?', 'Is a dose of 50 mg safe?'],
    ['What is the refund after a week?', 'What is the refund after a day?'],
    ['Does it take half an hour?', 'Does it take an hour?'],
  ],
  negation: [
    ['Which files are encrypted?', 'Which files are not encrypted?'],
    ['Is the museum open on Sundays?', "Isn't the museum open on Sundays?"],
    ['May I travel with a visa?', 'May I travel without a visa?'],
    ['What is covered by the insurance?', 'What is excluded by the insurance?'],
    ['Are there seats left?', 'Are there no seats left?'],
    ['Who has to sign the form?', 'Who never has to sign the form?'],
  ],
  opposite: [
    ['How do I import contacts?', 'How do I export contacts?'],
    ['When does the shop open?', 'When does the shop close?'],
    ['How do I add a member?', 'How do I remove a member?'],
    ['How do I increase the limit?', 'How do I decrease the limit?'],
    ['What is the cheapest plan?', 'What is the dearest plan?'],
    ['Is the deposit included in the rent?', 'Is the rent included in the deposit?'],
  ],
}

/** The same question in other words. */
export const SAME_QUESTIONS: readonly Pair[] = [
  ['How long is the warranty?', 'What is the warranty period?'],
  ['How can I reset my password?', 'How do I reset my password?'],
  ['What is the price of shipping?', 'How much does shipping cost?'],
  ['Is there a free trial?', 'Do you have a free trial?'],
  ['How do I cancel my subscription?', 'How can I cancel the subscription?'],
  ['What are your opening hours?', 'Tell me your opening hours, please.'],
  ['Can I change my address?', 'Is it possible to change the address?'],
  ['How do I download my invoices?', 'how to download my invoice'],
  ['Which payment methods are there?', 'What payment methods do you have?'],
  ['How do I delete my account?', 'How can I get my account deleted?'],
  ['What does the premium plan cost?', 'What is the price of the premium plan?'],
  ['Does the app work offline?', 'Can the app be used offline?'],
  ['How long does delivery take?', 'What is the delivery time?'],
  ['Do you deliver to Austria?', 'Is delivery to Austria possible?'],
  ['How do I contact support?', 'How can I contact the support?'],
  ['What is the refund policy?', 'Explain the refund policy.'],
  ['Where is my order?', 'Where can I find my order?'],
  ['How do I install the app?', 'What are the steps to install the app?'],
  ['What is a route?', 'Can you explain what a route is?'],
  ['Are my files encrypted?', 'Do you encrypt my files?'],
]

/** Reported pairs that wrongly shared a cached answer. */
export const FOUND_NEAR: readonly Pair[] = [
  ['Can you delete my data?', 'Can I delete your data?'],
  ['Will you refund me the fee?', 'Will I refund you the fee?'],
  ['Is my parcel at the office?', 'Is your parcel at the office?'],
  ['Did you send me the key?', 'Did I send you the key?'],
  ['Can you see my messages?', 'Can I see your messages?'],
]

/** Written after `senseMarks`, and grouped by what they differ in. */
export const NEW_NEAR: Readonly<Record<string, readonly Pair[]>> = {
  pronoun: [
    ['Do you owe me money?', 'Do I owe you money?'],
    ['Can you call me tomorrow?', 'Can I call you tomorrow?'],
    ['Do you have my number?', 'Do I have your number?'],
    ['Are you allowed to share the file?', 'Am I allowed to share the file?'],
    ['Should we pay you in advance?', 'Should you pay us in advance?'],
    ['Where is my invoice?', 'Where is your invoice?'],
    ['When do I sign the contract?', 'When do you sign the contract?'],
    ['Do I accept the return?', 'Do you accept the return?'],
    ['Have you paid me?', 'Have I paid you?'],
    ['Can you read what I write?', 'Can I read what you write?'],
    ['Which discount do I offer?', 'Which discount do you offer?'],
    ['Is this account yours?', 'Is this account mine?'],
  ],
  direction: [
    ['Was the parcel sent to the shop?', 'Was the parcel sent by the shop?'],
    ['Is the fee paid to the bank?', 'Is the fee paid by the bank?'],
    ['Does the train go from Bern to Basel?', 'Does the train go from Basel to Bern?'],
    ['Did the landlord write to the tenant?', 'Did the tenant write to the landlord?'],
    ['How do I move files from Drive to Box?', 'How do I move files from Box to Drive?'],
    ['Is the cable longer than the table?', 'Is the table longer than the cable?'],
    ['How do I convert euros to francs?', 'How do I convert francs to euros?'],
    ['Does the seller pay the buyer?', 'Does the buyer pay the seller?'],
  ],
  negation: [
    ['Can I pay by card?', 'Can I not pay by card?'],
    ['Do I need a receipt?', 'Do I need no receipt?'],
    ['Which plans include support?', 'Which plans exclude support?'],
    ['Is the lift working?', "Isn't the lift working?"],
    ['Can anyone see my profile?', 'Can nobody see my profile?'],
    ['Is the seat refundable?', 'Is the seat non-refundable?'],
    ['May I park here with a permit?', 'May I park here without a permit?'],
    ['What happens if I pay?', "What happens if I don't pay?"],
  ],
  number: [
    ['Is a fee of 5 % allowed?', 'Is a fee of 5 allowed?'],
    ['Can two people share one room?', 'Can one people share two room?'],
    ['Does order 10045 ship today?', 'Does order 10054 ship today?'],
    ['Is the limit 1,000 rows?', 'Is the limit 10,000 rows?'],
    ['Is it open at 8 am?', 'Is it open at 8 pm?'],
    ['How do I read page 3 of the form?', 'How do I read page 13 of the form?'],
    ['Is -5 allowed?', 'Is 5 allowed?'],
    ['Does the offer end on 1 May?', 'Does the offer end on 11 May?'],
  ],
  name: [
    ['Does Nina work in Oslo?', 'Does Nora work in Oslo?'],
    ['Can I use the app on Android?', 'Can I use the app on Windows?'],
    ['Is Will in the office?', 'Is Mark in the office?'],
    ['When does the bus to Graz leave?', 'When does the bus to Linz leave?'],
    ['What does the Basic plan include?', 'What does the Pro plan include?'],
    ['Is the printer of room A free?', 'Is the printer of room B free?'],
    ['Does the guarantee cover the pump?', 'Does the guarantee cover the filter?'],
    ['Who wrote the report on Chile?', 'Who wrote the report on China?'],
  ],
  tense: [
    ['Did the shop open on Monday?', 'Does the shop open on Monday?'],
    ['Was the invoice paid?', 'Is the invoice paid?'],
    ['Will the parcel be sent?', 'Has the parcel been sent?'],
    ['Do I pay the fee?', 'Did I pay the fee?'],
    ['Is the course full?', 'Was the course full?'],
    ['Will the price change?', 'Did the price change?'],
    ['Have you shipped the order?', 'Do you ship the order?'],
    ['Were there seats left?', 'Are there seats left?'],
  ],
  unit: [
    ['Is a dose of 5 mg safe?', 'Is a dose of 5 g safe?'],
    ['Does it cost $20?', 'Does it cost €20?'],
    ['Is the range 300 km?', 'Is the range 300 miles?'],
    ['Is the limit 5 GB?', 'Is the limit 5 MB?'],
    ['Is the tank 20 °C warm?', 'Is the tank 20 °F warm?'],
    ['Is the notice period two weeks?', 'Is the notice period two months?'],
    ['Is the price per hour?', 'Is the price per day?'],
    ['Does it need 12 V?', 'Does it need 12 W?'],
  ],
}

/** Light rewordings that must still share an answer. */
export const REWORDED: readonly Pair[] = [
  ['How can I cancel my order?', 'How do I cancel my order?'],
  ['Do you have a free trial?', 'Is there a free trial?'],
  ['Can you tell me the opening hours?', 'What are the opening hours?'],
  ['Can you delete my data?', 'Could you delete my data, please?'],
  ['Where is my invoice?', 'Where can I find my invoice?'],
  ['What is your refund policy?', 'Please explain your refund policy.'],
  ['Do you deliver to Norway?', 'Can you deliver to Norway?'],
  ['Did you send me the key?', 'did you send me the key'],
  ['How do I change my password?', 'How can I change the password?'],
  ['Is my parcel at the office?', 'Is our parcel at the office?'],
  ['Which payment methods do you accept?', 'What payment methods do you accept?'],
  ['Was the invoice paid?', 'Was this invoice paid?'],
]

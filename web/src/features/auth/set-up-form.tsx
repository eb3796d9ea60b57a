import { PasswordInput, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { FormSection } from '../../components/form/form-section.tsx';
import { CurrencySelect, TagsField, ZoneSelect } from '../../components/form/locale-fields.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { emailField, nameField, newPasswordField } from '../../lib/person-fields.ts';

const SetUpOrganization = graphql(`
  mutation SetUpForm($input: SetUpOrganizationInput!) {
    setUpOrganization(input: $input) {
      __typename
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z
  .object({
    organizationName: nameField,
    reportingCurrency: z.string().min(1, 'Choose a currency.'),
    usdRate: z.string().trim(),
    reportingZone: z.string().min(1, 'Choose a time zone.'),
    allowedDomains: z.array(z.string()),
    name: nameField,
    email: emailField,
    password: newPasswordField,
  })
  .refine(({ reportingCurrency, usdRate }) => reportingCurrency === 'USD' || /^\d+(\.\d+)?$/.test(usdRate), {
    path: ['usdRate'],
    error: 'Write how much one US dollar is worth, such as 0.92.',
  });

/** Creates the organization and its first administrator, who is signed in from then on. */
export function SetUpForm() {
  const form = useForm({
    initialValues: {
      organizationName: '',
      reportingCurrency: 'USD',
      usdRate: '',
      reportingZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      allowedDomains: [] as string[],
      name: '',
      email: '',
      password: '',
    },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: SetUpOrganization,
    variables: ({ usdRate, ...input }) => ({
      input: { ...input, usdRate: input.reportingCurrency === 'USD' ? null : usdRate },
    }),
    pick: (data) => data.setUpOrganization,
    onSuccess: () => window.location.assign('/'),
  });
  const { reportingCurrency } = form.getValues();
  return (
    <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Create organization" isFullWidth>
      <FormSection legend="Organization">
        <TextInput label="Name" autoComplete="organization" autoFocus {...form.getInputProps('organizationName')} />
        <CurrencySelect label="Reporting currency" {...form.getInputProps('reportingCurrency')} />
        {reportingCurrency === 'USD' ? null : (
          <TextInput
            label={`One US dollar in ${reportingCurrency}`}
            description="Vendors bill in US dollars; totals are converted at this rate until you add others."
            inputMode="decimal"
            {...form.getInputProps('usdRate')}
          />
        )}
        <ZoneSelect
          label="Reporting time zone"
          description="Decides where a day begins and ends."
          {...form.getInputProps('reportingZone')}
        />
        <TagsField
          label="Email domains"
          description="Optional. People with such an address become members by themselves."
          placeholder="example.com"
          {...form.getInputProps('allowedDomains')}
        />
      </FormSection>
      <FormSection legend="First administrator">
        <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
        <TextInput label="Email" type="email" autoComplete="username" {...form.getInputProps('email')} />
        <PasswordInput
          label="Password"
          description="10 characters or more."
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
      </FormSection>
    </FormFrame>
  );
}

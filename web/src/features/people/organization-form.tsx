import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRouter } from '@tanstack/react-router';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { CurrencySelect, TagsField, ZoneSelect } from '../../components/form/locale-fields.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { nameField } from '../../lib/person-fields.ts';
import classes from './organization-form.module.css';

const OrganizationFragment = graphql(`
  fragment OrganizationForm_organization on Organization {
    name
    reportingCurrency
    reportingZone
    allowedDomains
  }
`);

const ChangeOrganization = graphql(`
  mutation ChangeOrganization($input: ChangeOrganizationInput!) {
    changeOrganization(input: $input) {
      __typename
      ... on ChangedOrganization {
        rebuildingDayCount
        organization {
          ...OrganizationForm_organization
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({
  name: nameField,
  reportingZone: z.string().min(1, 'Choose a time zone.'),
  reportingCurrency: z.string().min(1, 'Choose a currency.'),
  usdRate: z
    .string()
    .trim()
    .regex(/^(\d+(\.\d+)?)?$/, 'Write how much one US dollar is worth, such as 0.92.'),
  allowedDomains: z.array(z.string()),
});

export function OrganizationForm({ organization }: { organization: FragmentType<typeof OrganizationFragment> }) {
  const stored = readFragment(OrganizationFragment, organization);
  const router = useRouter();
  const form = useForm({
    initialValues: { ...stored, allowedDomains: [...stored.allowedDomains], usdRate: '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { reportingCurrency } = form.getValues();
  const needsRate = reportingCurrency !== stored.reportingCurrency && reportingCurrency !== 'USD';
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: ChangeOrganization,
    variables: ({ name, reportingZone, allowedDomains, usdRate }) => ({
      input: { name, reportingZone, allowedDomains, reportingCurrency, usdRate: (needsRate && usdRate) || null },
    }),
    pick: (data) => data.changeOrganization,
    onSuccess: async ({ organization: changed, rebuildingDayCount: days }) => {
      const { name, reportingZone, reportingCurrency, allowedDomains } = readFragment(OrganizationFragment, changed);
      form.setValues({ name, reportingZone, reportingCurrency, allowedDomains: [...allowedDomains], usdRate: '' });
      const rebuilding = `${days} ${days === 1 ? 'day is' : 'days are'} being recomputed in ${reportingZone}.`;
      notifications.show({ message: days > 0 ? `Saved. ${rebuilding}` : 'The organization is saved.' });
      await router.invalidate();
    },
  });
  return (
    <div className={classes.column}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save">
        <TextInput label="Name" autoComplete="organization" {...form.getInputProps('name')} />
        <ZoneSelect
          label="Reporting time zone"
          description="Decides where a day begins and ends. Past usage is dated anew; bills stay in UTC days."
          {...form.getInputProps('reportingZone')}
        />
        <CurrencySelect
          label="Reporting currency"
          description="Can be changed until usage is stored."
          {...form.getInputProps('reportingCurrency')}
        />
        {needsRate ? (
          <TextInput
            label={`One US dollar in ${reportingCurrency}`}
            description="Vendors bill in US dollars; totals are converted at this rate until you add others."
            inputMode="decimal"
            {...form.getInputProps('usdRate')}
          />
        ) : null}
        <TagsField
          label="Email domains"
          description="People with such an address become members by themselves, with the usage that is theirs."
          {...(form.getValues().allowedDomains.length === 0 ? { placeholder: 'example.com' } : {})}
          {...form.getInputProps('allowedDomains')}
        />
      </FormFrame>
    </div>
  );
}

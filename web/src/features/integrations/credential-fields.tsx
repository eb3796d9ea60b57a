import { PasswordInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';

export const CredentialFieldsFragment = graphql(`
  fragment CredentialFields_vendor on ConnectableVendor {
    credentialFields {
      name
      label
      help
      isSecret
      placeholder
    }
  }
`);

export interface CredentialValues {
  credentials: Record<string, string>;
}

interface CredentialFieldsProps<Values extends CredentialValues> {
  vendor: FragmentType<typeof CredentialFieldsFragment>;
  form: UseFormReturnType<Values>;
  /** An empty field keeps what is stored. */
  isReplacement?: boolean;
}

/** The fields a vendor's connector asks for, with where to get each. */
export function CredentialFields<Values extends CredentialValues>({
  vendor,
  form,
  isReplacement = false,
}: CredentialFieldsProps<Values>) {
  const { credentialFields } = readFragment(CredentialFieldsFragment, vendor);
  return credentialFields.map(({ name, label, help, isSecret, placeholder }) => {
    const Field = isSecret ? PasswordInput : TextInput;
    return (
      <Field
        key={name}
        label={isReplacement ? `New ${label.charAt(0).toLowerCase()}${label.slice(1)}` : label}
        description={isReplacement ? `Leave empty to keep the one in use. ${help}` : help}
        placeholder={placeholder ?? ''}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps(`credentials.${name}`)}
        // The kit's password field does not say so itself.
        aria-invalid={form.errors[`credentials.${name}`] ? true : undefined}
      />
    );
  });
}

/** The filled fields as the API takes them. */
export function toCredentialInputs(credentials: Record<string, string>) {
  return Object.entries(credentials).map(([name, value]) => ({ name, value: value.trim() }));
}

package org.pragnanz.serve.message;

/**
 * What somebody said to the consent form.
 *
 * @param version of the form's text
 */
public record Consent(Boolean agreed, String version) {
  public Consent {
    Fields.present(agreed, "agreed");
    version = Fields.matching(version, "[A-Za-z0-9._-]{0,64}", "version");
  }
}

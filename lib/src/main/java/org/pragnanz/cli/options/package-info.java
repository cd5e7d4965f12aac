/** What several tools are asked, said once: each class holds options and reads what they name. */
package org.pragnanz.cli.options;

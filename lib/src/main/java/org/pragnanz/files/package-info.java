/**
 * The formats that stages share (CSV, NumPy, safetensors), checksums, and output that appears whole
 * or not at all.
 */
package org.pragnanz.files;

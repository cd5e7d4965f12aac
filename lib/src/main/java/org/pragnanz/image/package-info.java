/**
 * Images from files to tensors: decoding to the same pixels as Pillow, orientation, resizing,
 * crops, and the pictures that are written.
 */
package org.pragnanz.image;
